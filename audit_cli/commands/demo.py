"""`mdaudit demo`: the main job in four parts, on recorded material."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Finding, Report

CHECKS = "mdaudit.checks.demo"
"""Has `prove_first_promise` and `show_attack`, each of which yields lines of text."""


@click.command()
def demo() -> None:
    """Audit an honest account and a replayed list, prove a promise, show an attack."""
    click.echo("1. An honest account: its list was signed by a third-party client.")
    _tell(_audited("clean.json"))
    click.echo("\n2. The same account. Its owner removed a companion, and the client held the new")
    click.echo("   list; then the server showed the old one again, and the client took it.")
    _tell(_audited("replayed.json"))
    click.echo("\n3. Why that matters: a promise, and the proof that the rules keep it.")
    _from_checks("prove_first_promise")
    click.echo("\n4. And without one of them: a short attack.")
    _from_checks("show_attack")


def _audited(name: str) -> Report:
    from mdaudit.audit_cli.library import audit

    text = files("mdaudit.audit_cli").joinpath("demo", name).read_bytes()
    return audit(text, name=name)


def _tell(report: Report) -> None:
    from mdaudit.audit_cli.results import Answer

    (document,) = report.inputs
    decided = [result for result in report.results if result.answer is not Answer.INCONCLUSIVE]
    judged, rules = sum(result.judged for result in decided), {result.rule for result in decided}
    undecided = {result.rule for result in report.results} - rules
    click.echo(
        f"   mdaudit check {document.name}: {judged} judgements of {len(rules)} rules; "
        f"{len(undecided)} more need what was not collected"
    )
    if not report.findings:
        click.echo("   Clean: every rule that can be decided passes.")
    for finding in _first_of_each_rule(report.findings):
        blame = ", ".join(f"{b.party.value} ({b.did})" for b in finding.blame)
        click.echo(f"   Found: {finding.rule} ({finding.severity.word}): {finding.title}.")
        click.echo(f"     expected  {finding.expected}")
        click.echo(f"     got       {finding.got}")
        click.echo(f"     to blame  {blame}")
        click.echo(f"     to do     {finding.advice}")


def _first_of_each_rule(findings: Iterable[Finding]) -> Iterable[Finding]:
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.rule, finding)
    return first.values()


def _from_checks(name: str) -> None:
    """Run a part that needs a solver; without one, say how to get it."""
    try:
        part: Callable[[], Iterable[str]] = getattr(import_module(CHECKS), name)
        for line in part():
            click.echo(f"   {line}")
    except ModuleNotFoundError as missing:
        click.echo(f"   Left out, as {missing.name} is not installed: pip install 'mdaudit[prove]'")
