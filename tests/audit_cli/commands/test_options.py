"""Options that several verbs have."""

import click
import pytest

from mdaudit.audit_cli.commands import VERBS, mdaudit


def options(verb: str) -> dict[str, click.Option]:
    """Return the options of a verb by name."""
    command = mdaudit.get_command(click.Context(mdaudit), verb)
    assert command is not None
    return {each.opts[0]: each for each in command.params if isinstance(each, click.Option)}


@pytest.mark.parametrize("name", ["--format", "--output", "--fail-on", "--hosted"])
def test_an_option_says_the_same_wherever_it_is(name: str) -> None:
    found = [each[name] for each in map(options, VERBS) if name in each]
    assert len(found) > 1
    assert len({option.help for option in found}) == 1
    assert all(option.help for option in found)


def test_every_option_is_explained() -> None:
    silent = [
        (verb, name) for verb in VERBS for name, option in options(verb).items() if not option.help
    ]
    assert silent == []
    assert all("--json" not in options(verb) for verb in VERBS)
