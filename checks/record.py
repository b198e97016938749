"""Record what was proved and which attacks were found: ``python -m mdaudit.checks.record FOLDER``.

The records are committed, rendered in the documentation and shown by ``mdaudit explain``, which
need no solver then. They hold no times, so that recording again gives the same files.
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


def main(folder: Path) -> None:
    """Write both records."""
    for name, content in (("proofs", recorded_proofs()), ("attacks", recorded_attacks())):
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
