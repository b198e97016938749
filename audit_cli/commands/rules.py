"""`mdaudit rules`: list the rules, and which inputs can decide them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from mdaudit.audit_cli.commands import options

if TYPE_CHECKING:
    from rich.table import Table

    from mdaudit.spec.registry import Rule

ROOM_FOR_NAMES = 80
"""Columns on which no name has to be broken; a pipe has more."""


@click.command()
@options.output_format()
def rules(output_format: str) -> None:
    """List every rule: its id, title, who checks it, whether it is deployed, what decides it."""
    from mdaudit.spec.chapters import RULES

    described = [_described(rule) for rule in RULES.values()]
    if output_format == "json":
        click.echo(json.dumps(described, indent=2))
    else:
        _write(described)


def _write(described: list[dict[str, Any]]) -> None:
    from mdaudit.audit_cli.reports.console import console_for, flush

    console = console_for(sys.stdout)
    table = _table(console.width)
    for rule in described:
        decided = "\n".join(rule["decidable_from"]) or "no input"
        checkers = "\n".join(rule["checked_by"])
        table.add_row(rule["id"], rule["title"], checkers, rule["deployed"], decided)
    console.print(table)
    flush(console, sys.stdout)


def _table(width: int) -> Table:
    """A table of which nothing is cut; names stay whole where there is room for them."""
    from rich.table import Table

    has_room = width >= ROOM_FOR_NAMES
    table = Table(box=None, pad_edge=False)
    table.add_column("rule", no_wrap=True)
    table.add_column("what it says", overflow="fold")
    table.add_column("checked by", overflow="fold", no_wrap=has_room)
    table.add_column("deployed", overflow="fold", no_wrap=has_room)
    table.add_column("decided from", overflow="fold", no_wrap=has_room)
    return table


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
