"""Rules about bytes: one reading for each object, and signatures over the right string."""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.audit_cli.audit.exhibits import Exhibit, Signature
from mdaudit.audit_cli.audit.trail import Occasion
from mdaudit.audit_cli.audit.world import World
from mdaudit.spec.device_list.wire import has_one_reading, signs_this_and_nothing_else
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import NO_KEY, IdentityKey


def judge_reading(world: World, exhibit: Exhibit, about: Occasion) -> None:
    """Write down whether the bytes are well formed."""
    judge_defects(world, exhibit.defects, about)


def judge_defects(world: World, defects: tuple[str, ...], about: Occasion) -> None:
    """Write down whether nothing was wrong with some bytes."""
    world.trail.add(*world.ask(has_one_reading, defects), about=about)


def judge_signature(
    world: World,
    signature: Signature,
    keys: Iterable[IdentityKey | Missing],
    about: Occasion,
) -> None:
    """Write down whether a signature is over the right string, if a key shows what it is over."""
    known = [key for key in keys if not isinstance(key, Missing) and key != NO_KEY]
    covered = signature.covered(known)
    right = covered in signature.right if isinstance(covered, bytes) else False
    expected = covered if right else signature.right[0]
    world.trail.add(*world.ask(signs_this_and_nothing_else, expected, covered), about=about)
