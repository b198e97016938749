"""The command `mdref`: one file a verb, each loaded when it is used.

Adding a verb is one line in `VERBS` and one file with a click command of the same name; `options`
has what verbs share. This module loads click and nothing slower, so that the start stays quick.
"""

from __future__ import annotations

import sys

import click

from mdaudit.commandline.verbs import Verbs
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.commands.printable import printable

VERBS = {
    "server": "Run the server: directory, linking, mailboxes.",
    "register": "Register an account, or begin its next life.",
    "backup": "Copy a primary's store.",
    "link": "Become a companion: show a code, and wait for a primary.",
    "scan": "Link the device that shows a code to this primary.",
    "send": "Send a text.",
    "group": "Begin a group, write to it, show its members.",
    "receive": "Fetch and show what waits in the mailbox.",
    "history": "Print what was written in a chat.",
    "verify": "Compare security codes with a contact.",
    "settings": "Show or change what all devices of the account share.",
    "devices": "Show the devices of the account.",
    "unlink": "Remove a companion; on a companion: log out.",
    "refresh": "Renew or fetch the account's list, and finish what was interrupted.",
    "log": "Print what the device did and saw.",
    "demo": "Tell a story with real processes, and servers that lie.",
}
"""Every verb with its one line of help; the module of the same name holds the command."""


@click.command(
    cls=Verbs,
    package=__name__,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="mdaudit", prog_name="mdref", message="%(prog)s %(version)s")
def mdref() -> None:
    """Run a device of an account, or its server, by the specification's own steps.

    A device lives in one file, its store (--store or MDREF_STORE), sealed by a passphrase or a key
    file. Every refusal is a rule's own.

    \b
    Exit codes:
        0  done; a server or `receive --follow` was told to stop
        1  `demo`: the story went otherwise
        2  wrong usage, or a file that cannot be read or written
        3  the store or the server could not be used, or the server said no
       10  a rule refused
       70  internal error
      130  interrupted before it was done
    """  # noqa: D301 - \b is click's mark of lines to be left as they are


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
        return _fail(_with_next_step(problem), ExitCode.USAGE)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has stopped reading: nothing went wrong here
        return ExitCode.DONE
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted; the same command goes on, or begins again", ExitCode.INTERRUPTED)
    except Exception as problem:  # noqa: BLE001 - the last resort
        from mdaudit.reference.commands.failures import explained  # noqa: PLC0415 - seldom needed

        return _fail(*explained(problem))
    return ExitCode.DONE


def _with_next_step(problem: click.ClickException) -> str:
    """What is wrong with the command line, and where it says what is right."""
    message = problem.format_message()
    context = getattr(problem, "ctx", None)
    if "; " in message or "--help" in message or context is None:
        return message
    return f"{message.removesuffix('.')}; see {context.command_path} --help"


def _fail(message: str, code: ExitCode) -> ExitCode:
    line = printable(" ".join(message.split()))
    click.echo(f"mdref: {line}", err=True)
    return code
