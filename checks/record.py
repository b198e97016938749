"""Record what was proved and which attacks were found, or compare with what is recorded.

``python -m mdaudit.checks.record FOLDER`` writes the records, with ``--compare`` it only compares.
The records are committed, rendered in the documentation and shown by ``mdaudit explain``, which
need no solver then. Seconds are information and are not compared. Of several runs of one length
another solver may find another one, so the comparison is about what breaks and after how many
steps, not about the words of a story.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from mdaudit.checks.hunt import Limits, find_attack
from mdaudit.checks.proofs import BOTH, Task, prove, record, selected
from mdaudit.checks.what_if import what_if
from mdaudit.spec.profiles import PROFILES, Profile
from mdaudit.spec.registry import RULES

TOGETHER: Final = (
    ("LIST-6:own-current-index-is-the-mark", "FAN-1:listed-or-above-the-mark"),
    ("DEV-1:trusts-the-embedded-key", "DEV-5"),
    ("RCV-2", "DEV-3"),
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
    """All results of `prove`, from both solvers; and what opens under each profile."""
    results: dict[str, Any] = record(prove(solvers=BOTH), BOTH)
    return {**results, "profiles": [recorded_profile(profile) for profile in PROFILES.values()]}


def recorded_profile(profile: Profile) -> dict[str, Any]:
    """What opens under a profile, as z3 sees it: what is not proved needs no second opinion."""
    names = tuple(departure.name for departure in profile.departures)
    return {"profile": profile.name, **what_if(names, Task(selected())).record()}


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
    old, new = map(_verdicts, (recorded, proofs))
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


def _verdicts(results: dict[str, Any]) -> dict[str, Any]:
    """What must be the same of the proofs: everything but the seconds that they took."""
    budget = {"seed": results["seed"], "budget": results["budget"]}
    groups = {group["id"]: _without_seconds(group) for group in results["groups"]}
    profiles = {f"profile {under['profile']}": under for under in results["profiles"]}
    return {"how": budget, **groups, **profiles}


def _without_seconds(group: dict[str, Any]) -> dict[str, Any]:
    said = {name: verdict["result"] for name, verdict in group["solvers"].items()}
    return {**group, "solvers": said}


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
