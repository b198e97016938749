"""The command `mdref`: see the reference at work.

This module loads click and nothing slower; the story is loaded when it is told.
"""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mdaudit.reference.story import Story


class ExitCode(IntEnum):
    """What the exit code says."""

    DONE = 0
    """Everything was done."""
    USAGE = 2
    """The command line is wrong, or a file cannot be written."""
    INTERNAL = 70
    """A defect of this program."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mdaudit", prog_name="mdref", message="%(prog)s %(version)s")
def mdref() -> None:
    """Watch clients that run the specification's own steps, with real keys and real bytes."""


@mdref.command(short_help="Tell how a client meets a server that lies.")
@click.option("--evidence", metavar="FILE", help="Write what Bob's phone saw there as well.")
def story(evidence: str | None) -> None:
    """Tell how a client meets a server that lies: every refusal is a rule's own.

    With --evidence, `mdaudit check FILE` audits what Bob's phone did.
    """
    import os  # noqa: PLC0415 - loaded when it is used, as below

    from mdaudit.reference.story import Story  # noqa: PLC0415

    told = Story(os.urandom)
    for line in told.tell():
        click.echo(line)
    if evidence is not None:
        _write_evidence(told, evidence)
        name = click.format_filename(evidence)
        click.echo(f"\nWhat Bob's phone saw is in {name}; mdaudit check audits it.")


def _write_evidence(told: Story, name: str) -> None:
    import json  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from mdaudit.reference.atomically import write_atomically  # noqa: PLC0415
    from mdaudit.reference.evidence import evidence_of  # noqa: PLC0415

    text = json.dumps(evidence_of(told.bob.party.log), indent=2)
    try:
        write_atomically(Path(name), f"{text}\n")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise click.UsageError(f"--evidence {name}: {reason}") from None


def main() -> None:
    """Run the command; errors are one line on standard error."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code. Nothing a user can cause ends in a traceback."""
    try:
        mdref.main(arguments, prog_name="mdref", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return ExitCode.USAGE
    except click.ClickException as problem:
        return _fail(problem.format_message(), ExitCode.USAGE)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the story has stopped reading: nothing went wrong here
        return ExitCode.DONE
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", ExitCode.USAGE)
    except Exception as problem:  # noqa: BLE001 - the last resort
        return _fail(f"internal error, please report it: {problem!r}", ExitCode.INTERNAL)
    return ExitCode.DONE


def _fail(message: str, code: ExitCode) -> ExitCode:
    line = " ".join(message.split())
    click.echo(f"mdref: {line}", err=True)
    return code
