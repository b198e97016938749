"""`mdref story`: see the reference at work, without a server or a store."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from mdaudit.reference.atomically import write_atomically
from mdaudit.reference.evidence import evidence_of
from mdaudit.reference.story import Story


@click.command()
@click.option("--evidence", metavar="FILE", help="Write what Bob's phone saw there as well.")
def story(evidence: str | None) -> None:
    """Tell how a client meets a server that lies: every refusal is a rule's own.

    With --evidence, `mdaudit check FILE` audits what Bob's phone did.
    """
    told = Story(os.urandom)
    for line in told.tell():
        click.echo(line)
    if evidence is not None:
        _write_evidence(told, evidence)
        name = click.format_filename(evidence)
        click.echo(f"\nWhat Bob's phone saw is in {name}; mdaudit check audits it.")


def _write_evidence(told: Story, name: str) -> None:
    text = json.dumps(evidence_of(told.bob.party.log), indent=2)
    try:
        write_atomically(Path(name), f"{text}\n")
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise click.UsageError(f"--evidence {name}: {reason}") from None
