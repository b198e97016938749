"""`mdaudit check`: audit evidence, or a signed object from the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.decidable import DEVICE_IDENTITY, KEY_INDEX_LIST, LINKING_PAYLOAD
from mdaudit.audit_cli.exit_codes import exit_code
from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Report
    from mdaudit.audit_cli.inputs.lone_object import Given
    from mdaudit.spec.policy import Policy

KINDS = {
    "key-index-list": KEY_INDEX_LIST,
    "device-identity": DEVICE_IDENTITY,
    "linking-payload": LINKING_PAYLOAD,
}
"""The names of lone objects on the command line."""

FAIL_ON = [severity.word for severity in Severity if severity is not Severity.NOTE]


@dataclass(frozen=True)
class Options:
    """What the caller chose."""

    output_format: str
    output: str | None
    fail_on: str
    strict: bool
    exit_zero: bool
    hosted: bool
    show_identifiers: bool


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--primary-key", metavar="KEY", help="The pinned primary key of a lone object.")
@click.option("--identity-key", metavar="KEY", help="The identity key of its companion.")
@click.option("--linking-secret", metavar="KEY", help="The secret from the companion's code.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="What a broken object should be.")
@click.option("--at", type=click.IntRange(min=0), help="When a lone object came [default: now].")
@click.option("--hosted", is_flag=True, help="The accounts are hosted ones (prefix 0607).")
@click.option("--policy", metavar="FILE", help="Thresholds in seconds, as TOML or JSON.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.option("--output", metavar="FILE", help="Write the report there instead.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), default="low", show_default=True)
@click.option("--strict", is_flag=True, help="Exit 4 if anything is inconclusive.")
@click.option("--exit-zero", is_flag=True, help="Findings do not change the exit code.")
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
    policy: str | None,
    fingerprint_key: str | None,
    output_format: str,
    output: str | None,
    fail_on: str,
    strict: bool,
    exit_zero: bool,
    hosted: bool,
    show_identifiers: bool,
) -> int:
    """Audit each INPUT: a signed object (raw or base64) or mdaudit-evidence/1; - is standard input.

    A KEY is 32 bytes as base64, hexadecimal, or @FILE.

    Exit codes: 0 nothing found, 2 wrong usage, 3 an input could not be audited, 4 something was
    inconclusive (--strict), 11 to 14 the highest severity found is low to critical, 70 a defect
    of this program.
    """
    options = Options(output_format, output, fail_on, strict, exit_zero, hosted, show_identifiers)
    keys = {
        "--primary-key": primary_key,
        "--identity-key": identity_key,
        "--linking-secret": linking_secret,
    }
    given = _given(keys, kind, at)
    thresholds = _policy(policy)
    report, problems = _audited(inputs, given, thresholds, fingerprint_key, options)
    _write(report, problems, thresholds, options)
    return exit_code(
        report.highest,
        Severity[fail_on.upper()],
        all_audited=not problems,
        inconclusive=strict and report.inconclusive,
        exit_zero=exit_zero,
    )


def _given(keys: dict[str, str | None], kind: str | None, at: int | None) -> Given:
    import time

    from mdaudit.audit_cli.inputs.evidence import LAST_SECOND, Key
    from mdaudit.audit_cli.inputs.lone_object import Given
    from mdaudit.audit_cli.inputs.octets import key_option

    if at is not None and at > LAST_SECOND:
        raise WrongUsageError(f"--at: expected Unix seconds up to {LAST_SECOND}, got {at}")
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


def _audited(
    inputs: tuple[str, ...],
    given: Given,
    policy: Policy,
    fingerprint_key: str | None,
    options: Options,
) -> tuple[Report, list[str]]:
    """The report on every input that could be audited, and a line for each that could not."""
    from mdaudit.audit_cli.audit.documents import audit
    from mdaudit.audit_cli.findings import Report
    from mdaudit.audit_cli.fingerprint import Fingerprinter
    from mdaudit.audit_cli.inputs.octets import key_option
    from mdaudit.audit_cli.inputs.recognise import documents
    from mdaudit.audit_cli.redact import Names

    key = key_option("--fingerprint-key", fingerprint_key) if fingerprint_key else None
    report, fingerprints = Report(), Fingerprinter(key)
    names = Names(show_identifiers=options.show_identifiers)
    problems: list[str] = []
    for name in dict.fromkeys(inputs):
        try:
            for document in documents(name, given):
                trail = audit(document, policy, names, hosted=options.hosted)
                report.add(document, trail, names, fingerprints)
        except CannotLookError as problem:
            problems.append(str(problem))
    if not problems and not report.decided:
        problems.append(
            f"{', '.join(inputs)}: expected evidence that decides a rule, got none; "
            "collect more, or give the keys"
        )
    return report, problems


def _write(report: Report, problems: list[str], policy: Policy, options: Options) -> None:
    from mdaudit.audit_cli.reports.destination import destination

    for problem in problems:
        click.echo(f"mdaudit: {problem}", err=True)
    if not report.inputs:
        return
    with destination(options.output) as stream:
        if options.output_format == "json":
            from mdaudit.audit_cli.reports.json_report import json_report

            stream.write(json_report(report, policy, problems))
        else:
            from mdaudit.audit_cli.reports.text_report import write_text_report

            write_text_report(report, problems, stream)
