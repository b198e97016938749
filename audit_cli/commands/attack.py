"""`mdaudit attack`: what goes wrong without a rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.commands import options
from mdaudit.audit_cli.commands.numbers import Seconds, WholeNumber
from mdaudit.audit_cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from mdaudit.checks.attack import Attack, Findings


@click.command()
@click.argument("rules", nargs=-1, metavar="RULE[:VARIANT] ...")
@click.option(
    "--depth",
    metavar="STEPS",
    type=WholeNumber(1, 20),
    default=5,
    show_default=True,
    help="Steps after a scene, at most.",
)
@click.option(
    "--seconds",
    metavar="SECONDS",
    type=Seconds(0.1),
    default=120,
    show_default=True,
    help="For the whole search.",
)
@click.option(
    "--promise",
    "numbers",
    metavar="NUMBER",
    multiple=True,
    help="Break this promise, no other; may be given again.",
)
@options.output_format()
def attack(
    rules: tuple[str, ...],
    depth: int,
    seconds: float,
    numbers: tuple[str, ...],
    output_format: str,
) -> int:
    """Drop RULEs, or replace them by a weaker variant, and show what breaks.

    Without a RULE, what breaks in the specification as it stands: whoever edits it is shown.

    Prints the shortest run that breaks a promise and needs all of the rules to be off, as a story;
    then how each rule stops it. A rule that breaks no promise is said to break none.

    Exit codes: 0 a run was found, 2 wrong usage, 10 none was, 70 a defect of this program.
    """
    from mdaudit.audit_cli.commands.progress import following
    from mdaudit.audit_cli.commands.solver import needs_solver

    with needs_solver():
        from mdaudit.checks.hunt import Limits, find_attack
    from mdaudit.audit_cli.commands.named import known_promises
    from mdaudit.spec.reading import UnknownRuleError

    known_promises(numbers)
    try:
        with following("searching") as tell:
            findings = find_attack(
                tuple(dict.fromkeys(rules)), Limits(depth, seconds, numbers), tell
            )
    except UnknownRuleError as unknown:
        raise WrongUsageError(str(unknown)) from unknown
    if output_format == "json":
        click.echo(json.dumps(findings.record(), indent=2))
    else:
        _write(findings)
    return ExitCode.CLEAN if findings.attack else ExitCode.UNEXPECTED


def _write(findings: Findings) -> None:
    if findings.attack is None:
        click.echo(findings.reason)
    else:
        _tell(findings.attack)
    for number in findings.broken_by_fewer:
        click.echo(f"Promise {number} breaks already without some of the rules being dropped.")


def _tell(found: Attack) -> None:
    scene = len(found.story) - found.length
    without = f"Without {' and '.join(found.without)} this" if found.without else "This"
    click.echo(f"{without} promise breaks:")
    click.echo(f"  promise {found.promise.number}: {found.promise.title}")
    click.echo(
        f"The {'shortest' if found.shortest else 'shortest known'} run from the scenes, with a few "
        f"more objects, takes {found.length} steps after: {found.scene.title}."
    )
    click.echo("Time is counted in days; clocks are exact.")
    for number, line in enumerate(found.story):
        click.echo(f"  {line}")
        if number + 1 == scene:
            click.echo("  --")
    click.echo(f"Now promise {found.promise.number} is broken.")
    for stop in found.stopped_by:
        click.echo(f"With {stop.rule} on, {stop.how}.")
