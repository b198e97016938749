"""`mdaudit schema`: the JSON Schema of what the command reads or writes."""

from __future__ import annotations

import click

NAMES = ("report", "finding", "evidence", "policy", "suppressions")
"""What has a schema."""


@click.command()
@click.argument("name", type=click.Choice(NAMES), default="report", metavar="[NAME]")
def schema(name: str) -> None:
    """Print a JSON Schema: report (the default), finding, evidence, policy or suppressions."""
    import json

    from mdaudit.audit_cli.schemas import schema_of

    click.echo(json.dumps(schema_of(name), indent=2))
