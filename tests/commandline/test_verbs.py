"""Verbs are listed in the order of their table, and loaded when they are used and not before."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mdaudit.commandline.verbs import Verbs

PACKAGE = "verbs_for_a_test"
TABLE = {"shout": "Say it loudly.", "mutter": "Say it to oneself."}
SHOUT = """
import click

@click.command()
@click.argument("word")
def shout(word):
    click.echo(word.upper())
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[click.Group]:
    """A program of two verbs, the second of which cannot be loaded."""
    folder = tmp_path / PACKAGE
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "shout.py").write_text(SHOUT)
    (folder / "mutter.py").write_text("raise ImportError('not to be loaded')")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Verbs("program", package=PACKAGE, verbs=TABLE)
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


def test_the_help_lists_them_and_loads_none(program: click.Group) -> None:
    shown = CliRunner().invoke(program, ["--help"])
    assert shown.exit_code == 0
    assert shown.output.index("shout   Say it loudly.") < shown.output.index("mutter  Say it to")
    assert [name for name in sys.modules if name.startswith(PACKAGE)] == []


def test_a_verb_is_loaded_when_it_is_used(program: click.Group) -> None:
    assert CliRunner().invoke(program, ["shout", "hello"]).output == "HELLO\n"
    assert f"{PACKAGE}.mutter" not in sys.modules


def test_what_is_in_no_table_is_no_verb(program: click.Group) -> None:
    refused = CliRunner().invoke(program, ["whisper"])
    assert refused.exit_code == 2
    assert "No such command 'whisper'. `program --help` lists them." in refused.output
    near = CliRunner().invoke(program, ["shoot"])
    assert "No such command 'shoot'. Did you mean shout?" in near.output
    assert "No such option" in CliRunner().invoke(program, ["--whisper"]).output
    assert program.get_command(click.Context(program), "__init__") is None


def test_a_verb_that_cannot_be_loaded_is_a_defect(program: click.Group) -> None:
    assert isinstance(CliRunner().invoke(program, ["mutter"]).exception, ImportError)
