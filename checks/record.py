"""Record what was proved and which attacks were found, or compare with what is recorded.

``python -m mdaudit.checks.record FOLDER`` writes the records, with ``--compare`` it only compares.
The records are committed, rendered in the documentation and shown by ``mdaudit explain``, which
need no solver then. They hold no times. Of several runs of one length another solver may find
another one, so the comparison is about what breaks and after how many steps, not about the words
of a story.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from mdaudit.checks.hunt import Limits, find_attack
from mdaudit.checks.proofs import prove, record
from mdaudit.spec.registry import RULES

TOGETHER: Final = (
    ("LIST-6:own-current-index-is-the-mark", "FAN-1:listed-or-above-the-mark"),
    ("DEV-1:trusts-the-embedded-key", "DEV-5"),
)
"""Rules that are looked at together, because each covers for the other."""

LIMITS: Final = Limits(depth=5, seconds=600)
"""Generous, so that the same runs are found on a slow machine."""

SUBSTANCE: Final = ("promise", "length", "minimal", "opened")
"""What must be the same of an attack, or of its absence."""


def weakenings() -> list[tuple[str, ...]]:
    """Every rule and every variant alone, and the sets above."""
    single = [(rule.id,) for rule in RULES.values()]
    variants = [(f"{rule.id}:{name}",) for rule in RULES.values() for name in rule.variants]
    return [*single, *variants, *TOGETHER]


def recorded_proofs() -> dict[str, Any]:
    """All results of `prove`, without times."""
    results: dict[str, Any] = record(prove())
    for part in (*results["groups"], results["totals"]):
        del part["seconds"]
    return results


def recorded_attack(names: tuple[str, ...]) -> dict[str, Any]:
    """The attack without these rules, or the reason why there is none."""
    return find_attack(names, LIMITS).record()


def recorded_attacks() -> dict[str, Any]:
    """All attacks, searched in processes of their own so that none influences another."""
    context = get_context("spawn")
    with ProcessPoolExecutor(mp_context=context, max_tasks_per_child=1) as pool:
        found = list(pool.map(recorded_attack, weakenings()))
    return {
        "format": "mdaudit-attacks/1",
        "attacks": [entry for entry in found if "story" in entry],
        "without_effect": [entry for entry in found if "reason" in entry],
    }


def write(folder: Path, proofs: dict[str, Any], attacks: dict[str, Any]) -> None:
    """Write both records."""
    for name, content in (("proofs", proofs), ("attacks", attacks)):
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def differences(folder: Path, proofs: dict[str, Any], attacks: dict[str, Any]) -> list[str]:
    """What is not as recorded, one line each."""
    recorded = json.loads((folder / "proofs.json").read_text(encoding="utf-8"))
    old, new = (
        {group["id"]: group for group in results["groups"]} for results in (recorded, proofs)
    )
    lines = [
        f"{name}: recorded {old.get(name)}, found {new.get(name)}"
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]
    was, now = map(_substance, (json.loads((folder / "attacks.json").read_text()), attacks))
    return lines + [
        f"without {name}: recorded {was.get(name)}, found {now.get(name)}"
        for name in {**was, **now}
        if was.get(name) != now.get(name)
    ]


def _substance(attacks: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    entries = [*attacks["attacks"], *attacks["without_effect"]]
    return {" and ".join(e["dropped"]): tuple(map(e.get, SUBSTANCE)) for e in entries}


def main(arguments: list[str]) -> int:
    """Write the records, or compare with them; 1 if something is not as recorded."""
    folder = Path(arguments[0])
    proofs, attacks = recorded_proofs(), recorded_attacks()
    if "--compare" not in arguments:
        write(folder, proofs, attacks)
        return 0
    lines = differences(folder, proofs, attacks)
    sys.stdout.writelines(f"{line}; if this is meant, run: make record\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
