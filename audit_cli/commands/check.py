"""`mdaudit check`: audit evidence, or a signed object from the wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.commands import options
from mdaudit.audit_cli.commands.numbers import WholeNumber
from mdaudit.audit_cli.commands.telling import tell
from mdaudit.audit_cli.decidable import DEVICE_IDENTITY, KEY_INDEX_LIST, LINKING_PAYLOAD
from mdaudit.audit_cli.exit_codes import exit_code
from mdaudit.audit_cli.reports import FORMATS
from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Report
    from mdaudit.audit_cli.inputs.document import Document
    from mdaudit.audit_cli.inputs.lone_object import Given
    from mdaudit.audit_cli.suppressions import Suppressions
    from mdaudit.spec.policy import Policy

KINDS = {
    "key-index-list": KEY_INDEX_LIST,
    "device-identity": DEVICE_IDENTITY,
    "linking-payload": LINKING_PAYLOAD,
}
"""The names of lone objects on the command line."""


@click.command()
@click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(readable=False)
)
@click.option("--primary-key", metavar="KEY", help="The pinned primary key of a lone object.")
@click.option("--identity-key", metavar="KEY", help="The identity key of its companion.")
@click.option("--linking-secret", metavar="KEY", help="The secret from the companion's code.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="What a broken object should be.")
@click.option(
    "--at",
    metavar="SECONDS",
    type=WholeNumber(0),
    help="When a lone object came, or a store was taken, in Unix seconds.  [default: now]",
)
@options.hosted()
@click.option("--policy", metavar="FILE", type=options.FILE, help="Thresholds, as TOML or JSON.")
@click.option(
    "--suppressions", metavar="FILE", type=options.FILE, help="Findings that do not count."
)
@options.output_format(FORMATS)
@options.output()
@options.fail_on()
@click.option("--strict", is_flag=True, help="Exit 4 if anything is inconclusive.")
@click.option("--exit-zero", is_flag=True, help="Findings do not change the exit code.")
@click.option("-q", "--quiet", is_flag=True, help="Write only errors, and the file of --output.")
@click.option("--show-identifiers", is_flag=True, help="Do not redact accounts and messages.")
@click.option("--fingerprint-key", metavar="KEY", help="Key of the findings' fingerprints.")
def check(  # noqa: PLR0913 - one parameter an option
    *,
    inputs: tuple[str, ...],
    primary_key: str | None,
    identity_key: str | None,
    linking_secret: str | None,
    kind: str | None,
    at: int | None,
    hosted: bool,
    policy: str | None,
    suppressions: str | None,
    output_format: str,
    output: str | None,
    fail_on: str,
    strict: bool,
    exit_zero: bool,
    quiet: bool,
    show_identifiers: bool,
    fingerprint_key: str | None,
) -> int:
    """Audit each INPUT: evidence, an event log, a client's store, or a signed object.

    A signed object is raw or in base64; a folder may hold any of these. - is standard input, and a
    named pipe is read as a file is: it waits for a writer. A KEY is 32 bytes as base64,
    hexadecimal, or @FILE.

    Exit codes: 0 nothing found, 2 wrong usage, 3 an input could not be audited, 4 something was
    inconclusive (--strict), 11 to 14 the highest severity found is low to critical, 70 a defect
    of this program.
    """
    from mdaudit.audit_cli.inputs.octets import key_option
    from mdaudit.audit_cli.library import Options, audit
    from mdaudit.audit_cli.reports.destination import refuse_input

    refuse_input("--output", output, inputs)
    keys = {
        "--primary-key": primary_key,
        "--identity-key": identity_key,
        "--linking-secret": linking_secret,
    }
    given, thresholds = _given(keys, kind, at), _policy(policy)
    options = Options(
        hosted=hosted,
        show_identifiers=show_identifiers,
        fingerprint_key=key_option("--fingerprint-key", fingerprint_key)
        if fingerprint_key
        else None,
        suppressions=_suppressions(suppressions),
    )
    problems: list[str] = []
    documents = _readable(inputs, given, problems)
    report = audit(documents if quiet else _followed(documents), thresholds, options)
    report.problems += problems or _undecided(report, inputs)
    _write(report, output_format, output, quiet=quiet)
    return exit_code(
        report.highest,
        Severity[fail_on.upper()],
        all_audited=not report.problems,
        inconclusive=strict and report.inconclusive,
        exit_zero=exit_zero,
    )


def _given(keys: dict[str, str | None], kind: str | None, at: int | None) -> Given:
    import time

    from mdaudit.audit_cli.inputs.evidence import LAST_SECOND, Key
    from mdaudit.audit_cli.inputs.lone_object import Given
    from mdaudit.audit_cli.inputs.octets import key_option

    if at is not None and at > LAST_SECOND:
        raise WrongUsageError(
            f"--at: expected Unix seconds up to {LAST_SECOND}, got {at}; "
            "next: give seconds, not milliseconds"
        )
    read = [
        None if value is None else Key(key_option(option, value)) for option, value in keys.items()
    ]
    primary, identity, secret = read
    clock = int(time.time()) if at is None else at
    return Given(clock, primary, identity, secret, KINDS[kind] if kind else None)


def _policy(name: str | None) -> Policy:
    from mdaudit.audit_cli.policy_file import read_policy
    from mdaudit.spec.policy import Policy

    return Policy() if name is None else read_policy(name)


def _suppressions(name: str | None) -> Suppressions:
    from datetime import UTC, datetime

    from mdaudit.audit_cli.suppressions import Suppressions, read_suppressions

    return Suppressions() if name is None else read_suppressions(name, datetime.now(UTC).date())


def _readable(inputs: Iterable[str], given: Given, problems: list[str]) -> Iterator[Document]:
    """The documents of every input that can be audited; a line for each input that cannot."""
    from mdaudit.audit_cli.inputs.recognise import documents

    for name in dict.fromkeys(inputs):
        try:
            yield from documents(name, given)
        except CannotLookError as problem:
            problems += problem.lines


def _followed(documents: Iterable[Document]) -> Iterator[Document]:
    """The same documents; from the second on, a terminal shows how many there were."""
    from mdaudit.audit_cli.commands.progress import counting

    with counting("documents audited") as next_one:
        for document in documents:
            yield document
            next_one(document.name)


def _undecided(report: Report, inputs: Iterable[str]) -> list[str]:
    if report.decided:
        return []
    wanted = "expected evidence that decides a rule, got none; collect more, or give the keys"
    return [f"{', '.join(inputs)}: {wanted}"]


def _write(report: Report, output_format: str, output: str | None, *, quiet: bool) -> None:
    from mdaudit.audit_cli.reports import write_report
    from mdaudit.audit_cli.reports.destination import destination

    tell(report.problems)
    if not report.inputs or (quiet and output is None):
        return
    with destination(output) as stream:
        write_report(report, output_format, stream)
