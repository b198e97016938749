"""The command line: one file a verb, each loaded when it is used.

Adding a verb is one line in `VERBS` and one file with a click command of the same name. This
module loads click and nothing slower, so that the start stays quick.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from traceback import extract_tb

import click

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.commands.telling import tell
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.commandline.verbs import Verbs

VERBS = {
    "check": "Audit evidence, clients' logs and stores, or signed objects.",
    "diff": "Compare what two observers were told about the same accounts.",
    "explain": "Say what a rule means, why it is there, and what dropping it allows.",
    "rules": "List the rules, and which inputs can decide them.",
    "prove": "Prove what users are promised, for any number of accounts and devices.",
    "attack": "Drop rules, and show the shortest run that breaks a promise.",
    "demo": "Show the main job: audits, a proof and an attack.",
    "schema": "Print the JSON Schema of reports, evidence, policies or suppressions.",
    "completion": "Print a shell's completion script.",
}
"""Every verb with its one line of help; the module of the same name holds the command."""


@click.command(
    cls=Verbs,
    package=__name__,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="mdaudit", message="%(prog)s %(version)s")
def mdaudit() -> None:
    """Apply the rules of multi-device encryption to evidence, and say who is to blame."""


def main() -> None:
    """Run the command; each error is a line on standard error."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code. Nothing a user can cause ends in a traceback."""
    try:
        code = mdaudit.main(arguments, prog_name="mdaudit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return ExitCode.USAGE
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the report has stopped reading: nothing went wrong here
        return ExitCode.CLEAN
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - the last resort
        return _explain(problem)
    return code if isinstance(code, int) else ExitCode.CLEAN


def _explain(problem: BaseException) -> ExitCode:
    """One line about what went wrong, and the exit code for it."""
    match problem:
        case click.ClickException():
            return _fail(problem.format_message(), ExitCode.USAGE)
        case WrongUsageError():
            return _fail(str(problem), ExitCode.USAGE)
        case CannotLookError():
            tell(problem.lines)
            return ExitCode.NOT_AUDITED
        case click.Abort() | KeyboardInterrupt():
            return _fail("interrupted", ExitCode.INTERRUPTED)
        case OSError(errno=errno.ENOSPC):
            return _fail("the output cannot be written: no space is left", ExitCode.NOT_AUDITED)
        case _:
            place = _place_in_the_specification(problem)
            where = f"{place}: the specification cannot be used" if place else ""
            what = where or "internal error, please report it"
            return _fail(f"{what}: {problem!r}", ExitCode.INTERNAL)


def _place_in_the_specification(problem: BaseException) -> str:
    """File and line, if the problem arose in a chapter: most likely somebody is editing it."""
    chapters = Path(__file__).parents[2] / "spec"
    frames = extract_tb(problem.__traceback__)
    while frames and chapters / "logic" in Path(frames[-1].filename).parents:
        frames.pop()
    if not frames or chapters not in Path(frames[-1].filename).parents:
        return ""
    return f"spec/{Path(frames[-1].filename).relative_to(chapters)}, line {frames[-1].lineno}"


def _fail(message: str, code: ExitCode) -> ExitCode:
    tell([" ".join(message.split())])
    return code
