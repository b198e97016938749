"""Rules about bytes: one reading for each object, and signatures over the right string."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.exhibits import Exhibit, Signature
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.wire import has_one_reading, signs_this_and_nothing_else
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import NO_KEY, IdentityKey


def judge_reading(world: World, exhibit: Exhibit, about: Occasion) -> None:
    """Write down whether the bytes are well formed, and what is odd about them."""
    judge_bytes(world, exhibit.defects, exhibit.oddities, about)


def judge_bytes(
    world: World, defects: tuple[str, ...], oddities: tuple[str, ...], about: Occasion
) -> None:
    """Write down defects; what is only odd is a note."""
    world.trail.add(*world.ask(has_one_reading, defects), about=about)
    if oddities:
        odd = Verdict(Judgement(has_one_reading, (oddities,), answer=False), answer=False)
        observed = replace(about, conduct=Conduct.OBSERVED)
        world.trail.add(odd, about=observed, got="; ".join(oddities))


def judge_signature(
    world: World,
    signature: Signature,
    keys: Iterable[IdentityKey | Missing],
    about: Occasion,
    *,
    holds: bool = False,
) -> None:
    """Write down whether a signature is over the right string, if a key shows what it is over.

    `holds`: it was verified before, over that string and under one of the keys.
    """
    known = [key for key in keys if not isinstance(key, Missing) and key != NO_KEY]
    covered = signature.right[0] if holds else signature.covered(known)
    right = covered in signature.right if isinstance(covered, bytes) else False
    expected = covered if right else signature.right[0]
    world.trail.add(*world.ask(signs_this_and_nothing_else, expected, covered), about=about)
