"""Rules, steps, promises, lemmas and witnesses: what a chapter declares, and how it is found again.

Importing `mdaudit.spec.chapters` fills the registries in reading order.

Read in this order: `roles`, `rules`, `steps`, `promises`, `runs`, `declaring`.
"""

from mdaudit.spec.registry.declaring import (
    ATTACKS,
    LEMMAS,
    PROMISES,
    RULES,
    STEPS,
    WITNESSES,
    DeclaredTwiceError,
    attack,
    lemma,
    promise,
    recoverable,
    rule,
    step,
    variant,
    without_trust,
    witness,
)
from mdaudit.spec.registry.promises import Kind, Lemma, Promise
from mdaudit.spec.registry.roles import Actor, Blame, Deployed
from mdaudit.spec.registry.rules import Rule, Variant, first_line
from mdaudit.spec.registry.runs import KnownAttack, Move, Run, Witness
from mdaudit.spec.registry.steps import Step

__all__ = [
    "ATTACKS",
    "LEMMAS",
    "PROMISES",
    "RULES",
    "STEPS",
    "WITNESSES",
    "Actor",
    "Blame",
    "DeclaredTwiceError",
    "Deployed",
    "Kind",
    "KnownAttack",
    "Lemma",
    "Move",
    "Promise",
    "Rule",
    "Run",
    "Step",
    "Variant",
    "Witness",
    "attack",
    "first_line",
    "lemma",
    "promise",
    "recoverable",
    "rule",
    "step",
    "variant",
    "without_trust",
    "witness",
]
