"""Made-up results that say everything about the specification, for tests of the pages."""

from __future__ import annotations

from pathlib import Path

import msgspec
from specpages.records import (
    Attack,
    Attacks,
    Budget,
    Group,
    Harmless,
    Profile,
    Proofs,
    Totals,
)

from mdaudit.spec.profiles import PROFILES
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS

BYTES_ONLY = ["WIRE-1", "WIRE-2"]


def proofs() -> Proofs:
    """Everything is proved."""
    groups = [_group("promise", number, PROMISES[number].name) for number in PROMISES]
    groups += [_group("lemma", name, name) for name in LEMMAS]
    totals = Totals(
        obligations=2 * len(groups),
        by_frame=len(groups),
        open=0,
        promises=len(PROMISES),
        lemmas=len(LEMMAS),
        steps=len(STEPS),
        rules=len(RULES),
    )
    profiles = [
        Profile(profile=name, without=[], opened={"promises": ["1"], "lemmas": []}, shaken=["2"])
        for name in PROFILES
    ]
    return Proofs(
        format="mdaudit-proofs/2",
        solvers=["one solver", "another"],
        seed=0,
        budget=Budget(seconds=10),
        groups=groups,
        totals=totals,
        profiles=profiles,
    )


def _group(kind: str, identifier: str, name: str) -> Group:
    return msgspec.convert(
        {
            "kind": kind,
            "id": identifier,
            "name": name,
            "title": name,
            "obligations": 2,
            "by_frame": 1,
            "result": "proved",
        },
        Group,
    )


def attacks() -> Attacks:
    """Every rule is needed by promise 1, except two."""
    found = [
        Attack(
            dropped=[rule],
            promise="1",
            length=2,
            minimal="shortest",
            scene="Bob holds Alice's list",
            scene_steps=1,
            story=["1. Before that.", "2. One thing happens.", "3. Another happens."],
            stopped_by={rule: "expected this, got that"},
            opened=["copies_go_to_listed_devices", "a_lemma"],
        )
        for rule in RULES
        if rule not in BYTES_ONLY
    ]
    harmless = Harmless(dropped=BYTES_ONLY, reason="it is judged on bytes")
    return Attacks(format="mdaudit-attacks/1", attacks=found, without_effect=[harmless])


def write(folder: Path, *, proved: Proofs, attacked: Attacks) -> None:
    """Write both files as the commands would."""
    folder.joinpath("proofs.json").write_bytes(msgspec.json.encode(proved))
    folder.joinpath("attacks.json").write_bytes(msgspec.json.encode(attacked))
