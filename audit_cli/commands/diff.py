"""`mdaudit diff`: whether two observers were told the same about an account."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.commands import options
from mdaudit.audit_cli.commands.telling import tell
from mdaudit.audit_cli.exit_codes import exit_code
from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from mdaudit.audit_cli.diff.comparing import Comparison
    from mdaudit.audit_cli.inputs.lone_object import Given


@click.command()
@click.argument("first", metavar="A", type=options.FILE)
@click.argument("second", metavar="B", type=options.FILE)
@click.option(
    "--proof",
    metavar="FILE",
    type=options.FILE,
    help="Write the lists that contradict each other there.",
)
@click.option("--primary-key", metavar="KEY", help="The pinned primary key of two lone lists.")
@options.hosted()
@options.output_format()
@options.output()
@options.fail_on()
@click.option("--strict", is_flag=True, help="Exit 4 if something could not be compared.")
@click.option("--exit-zero", is_flag=True, help="Differences do not change the exit code.")
@click.option("--show-identifiers", is_flag=True, help="Do not redact accounts.")
def diff(
    *,
    first: str,
    second: str,
    proof: str | None,
    primary_key: str | None,
    hosted: bool,
    output_format: str,
    output: str | None,
    fail_on: str,
    strict: bool,
    exit_zero: bool,
    show_identifiers: bool,
) -> int:
    """Compare what two observers were told about the same accounts: inputs A and B.

    Each is anything that `mdaudit check` reads; - is standard input. A KEY is 32 bytes as base64,
    hexadecimal, or @FILE.

    Two lists of one time with different content, signed by one key, prove that its holder said two
    things. --proof writes them as evidence, which `mdaudit check` judges alone.

    Exit codes: 0 no difference that counts, 2 wrong usage, 3 something could not be audited or no
    account is in both, 4 something could not be compared (--strict), 13 one key said two things,
    14 a split identity or a forged list, 70 a defect of this program.
    """
    from mdaudit.audit_cli.reports.destination import refuse_input

    refuse_input("--output", output, (first, second))
    refuse_input("--proof", proof, (first, second))
    given = _given(primary_key)
    found = _compared(first, second, given, hosted=hosted, show_identifiers=show_identifiers)
    _write(found, output_format, output)
    _write_proof(found, proof)
    return exit_code(
        found.highest,
        Severity[fail_on.upper()],
        all_audited=not found.problems,
        inconclusive=strict and found.inconclusive,
        exit_zero=exit_zero,
    )


def _given(primary_key: str | None) -> Given:
    from mdaudit.audit_cli.inputs.evidence import Key
    from mdaudit.audit_cli.inputs.lone_object import Given
    from mdaudit.audit_cli.inputs.octets import key_option

    pinned = None if primary_key is None else Key(key_option("--primary-key", primary_key))
    return Given(int(time.time()), pinned)


def _compared(
    first: str, second: str, given: Given, *, hosted: bool, show_identifiers: bool
) -> Comparison:
    from mdaudit.audit_cli.diff.comparing import compare
    from mdaudit.audit_cli.diff.views import views_of
    from mdaudit.audit_cli.inputs.recognise import STANDARD_INPUT
    from mdaudit.audit_cli.redact import Names

    if first == second == STANDARD_INPUT:
        raise WrongUsageError("both inputs are standard input; next: name a file for one of them")
    one, other = views_of(first, given), views_of(second, given)
    tell([*one.problems, *other.problems])
    return compare(one, other, Names(show_identifiers=show_identifiers), hosted=hosted)


def _write(found: Comparison, output_format: str, output: str | None) -> None:
    from mdaudit.audit_cli.reports.destination import destination

    with destination(output) as stream:
        if output_format == "json":
            from mdaudit.audit_cli.diff.json_report import json_report

            stream.write(json_report(found))
        else:
            from mdaudit.audit_cli.diff.text_report import write_text_report

            write_text_report(found, stream)


def _write_proof(found: Comparison, name: str | None) -> None:
    from mdaudit.audit_cli.diff.proof import proof_text
    from mdaudit.audit_cli.reports.destination import destination

    if name is None:
        return
    if not found.pairs:
        tell([f"nothing is proved, so --proof {name or repr(name)} was not written"])
        return
    with destination(name, option="--proof") as stream:
        stream.write(proof_text(found.pairs))
