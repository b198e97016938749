"""`mdaudit explain`: what a rule means, why it is there, and what dropping it allows."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.commands import options

if TYPE_CHECKING:
    from rich.console import Console

    from mdaudit.audit_cli.recorded import Need
    from mdaudit.spec.registry import Rule


@click.command()
@click.argument("rule")
@options.output_format()
def explain(rule: str, output_format: str) -> None:
    """Explain a RULE, such as LIST-3."""
    from mdaudit.spec.chapters import RULES

    known = RULES
    found = known.get(rule.upper())
    if found is None:
        near = " or ".join(get_close_matches(rule.upper(), known))
        step = f"did you mean {near}?" if near else "next: `mdaudit rules` lists them"
        raise WrongUsageError(f"there is no rule {rule!r}; {step}")
    explained = _explained(found)
    if output_format == "json":
        click.echo(json.dumps(explained, indent=2))
    else:
        _write(explained)


def _explained(rule: Rule[...]) -> dict[str, Any]:
    from mdaudit.audit_cli.advice import advice_for
    from mdaudit.audit_cli.blame import Conduct
    from mdaudit.audit_cli.decidable import decidable_from
    from mdaudit.audit_cli.recorded import necessity_of, proofs_of
    from mdaudit.audit_cli.severity import severity_of

    necessity = necessity_of(rule.id)
    needs = () if necessity is None else necessity.needs
    return {
        "id": rule.id,
        "title": rule.title,
        "why": rule.rationale,
        "source": rule.source,
        "checked_by": [actor.value for actor in rule.checked_by],
        "deployed": rule.deployed.value,
        "expected": rule.expected,
        "got": rule.got,
        "severity": severity_of(rule.id).word,
        "blame": rule.blame.value,
        "advice": advice_for(rule.id, Conduct.ACCEPTED),
        "decidable_from": list(decidable_from(rule.id)),
        "dropped": rule.dropping,
        "variants": [{"name": v.name, "says": v.title} for v in rule.variants.values()],
        "necessity": None if necessity is None else asdict(necessity),
        "proofs": [asdict(proof) for proof in proofs_of(need.promise for need in needs)],
        "attack": None if necessity is None else _attack(necessity.smallest(rule.id)),
        "link": f"rules.html#{rule.id.lower()}",
    }


def _attack(need: Need | None) -> dict[str, Any] | None:
    """The smallest recorded attack, step by step."""
    from mdaudit.audit_cli.sequence.parties import events

    if need is None:
        return None
    return {
        "without": list(need.dropped),
        "breaks": need.promise,
        "events": [asdict(event) for event in events(need.story)],
    }


def _write(explained: dict[str, Any]) -> None:
    from rich.text import Text

    from mdaudit.audit_cli.reports.console import console_for, flush
    from mdaudit.audit_cli.reports.grid import grid

    console = console_for(sys.stdout)
    console.print(Text(f"{explained['id']}: {explained['title']}", style="bold"))
    console.print(f"\n{explained['why']}\n", soft_wrap=False)
    console.print(grid(_lines(explained)))
    if explained["attack"] is not None:
        _write_attack(console, explained["attack"])
    flush(console, sys.stdout)


def _write_attack(console: Console, attack: dict[str, Any]) -> None:
    """The smallest attack as a sequence diagram."""
    from mdaudit.audit_cli.sequence.drawing import drawn
    from mdaudit.audit_cli.sequence.parties import Event

    without = " and ".join(attack["without"])
    events = [Event(**event) for event in attack["events"]]
    console.print(f"\nThe smallest attack on record, without {without}; time is counted in days:\n")
    for line in drawn(events, console.width):
        console.print(line, soft_wrap=True)
    console.print(f"Now promise {attack['breaks']} is broken.")


def _lines(explained: dict[str, Any]) -> list[tuple[str, str]]:
    variants = [("weaker", f"{v['name']}: {v['says']}") for v in explained["variants"]]
    return [
        ("source", explained["source"]),
        ("checked by", ", ".join(explained["checked_by"])),
        ("deployed", explained["deployed"]),
        ("expected", _with_gaps(explained["expected"])),
        ("otherwise", _with_gaps(explained["got"])),
        ("severity", explained["severity"]),
        ("to blame", explained["blame"]),
        ("to do", explained["advice"]),
        ("decided from", ", ".join(explained["decidable_from"]) or "no input"),
        ("if dropped", explained["dropped"]),
        *variants,
        *_promises(explained),
        ("page", f"{explained['link']}, in the documentation"),
    ]


def _with_gaps(words: str) -> str:
    """A sentence that a finding fills in: ``<held>`` stands for what was held."""
    return words.replace("{", "<").replace("}", ">")


def _promises(explained: dict[str, Any]) -> list[tuple[str, str]]:
    """What rests on the rule, and whether that is proved."""
    necessity = explained["necessity"]
    if necessity is None:
        return [("promises", "no recorded proof results are installed")]
    status = {proof["promise"]: _status(proof) for proof in explained["proofs"]}
    rows = [_promise(need, status) for need in necessity["needs"]]
    if necessity["reason"] is not None:
        rows.append(("alone", f"dropping it breaks no promise: {necessity['reason']}"))
    return rows or [("promises", "none is recorded as resting on this rule")]


def _promise(need: dict[str, Any], status: dict[str, str]) -> tuple[str, str]:
    from mdaudit.spec.chapters import PROMISES

    number = need["promise"]
    without = " and ".join(need["dropped"])
    proved = status.get(number, "no proof is on record")
    return f"promise {number}", f"{PROMISES[number].title}; broken without {without}; {proved}"


def _status(proof: dict[str, Any]) -> str:
    return f"with all rules {proof['result']} by {' and '.join(proof['solvers'])}"
