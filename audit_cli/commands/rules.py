"""`mdaudit rules`: list the rules, and which inputs can decide them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mdaudit.spec.registry import Rule


@click.command()
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def rules(output_format: str) -> None:
    """List every rule: its id, title, who checks it, whether it is deployed, what decides it."""
    from mdaudit.audit_cli.reports.console import report_console
    from mdaudit.spec.chapters import RULES

    described = [_described(rule) for rule in RULES.values()]
    if output_format == "json":
        click.echo(json.dumps(described, indent=2))
        return
    from rich.table import Table

    table = Table("rule", "what it says", "checked by", "deployed", "decided from", box=None)
    for rule in described:
        decided = " ".join(rule["decidable_from"]) or "no input"
        checkers = ", ".join(rule["checked_by"])
        table.add_row(rule["id"], rule["title"], checkers, rule["deployed"], decided)
    report_console(table)


def _described(rule: Rule[...]) -> dict[str, Any]:
    from mdaudit.audit_cli.decidable import decidable_from
    from mdaudit.audit_cli.severity import severity_of

    return {
        "id": rule.id,
        "title": rule.title,
        "checked_by": [actor.value for actor in rule.checked_by],
        "deployed": rule.deployed.value,
        "severity": severity_of(rule.id).word,
        "decidable_from": list(decidable_from(rule.id)),
    }
