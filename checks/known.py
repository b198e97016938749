"""Scripted attacks: runs beyond the search, replayed before they are believed."""

from __future__ import annotations

from mdaudit.checks.attack import Attack, broken, replay, stops
from mdaudit.spec.chapters import ATTACKS, PROMISES
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, Weakening, read_as
from mdaudit.spec.registry import KnownAttack, Move


class NotAnAttackError(RuntimeError):
    """A scripted attack breaks nothing, or a rule does not stop it; a defect of the script."""

    def __init__(self, known: KnownAttack, what: str) -> None:
        super().__init__(f"the attack {known.name} {what}")


def known_attacks(names: tuple[str, ...]) -> list[Attack]:
    """The scripted attacks that need exactly these rules dropped or weakened, replayed."""
    return [replayed(known) for known in ATTACKS.values() if set(known.without) == set(names)]


def replayed(known: KnownAttack) -> Attack:
    """The attack as it happens on values; raises if it is none."""
    promise = PROMISES[known.promise]
    moves = moves_of(known)
    run = replay(known.scene, moves, Enforcing(Weakening.parse(known.without)))
    if not broken(promise, run):
        raise NotAnAttackError(known, f"does not break promise {promise.number}")
    stopped_by = tuple(stops(promise, known.scene, moves, known.without))
    if len(stopped_by) < len(known.without):
        raise NotAnAttackError(known, "is not stopped by each of the rules that it needs dropped")
    return Attack(known.without, promise, known.scene, moves, shortest=False, stopped_by=stopped_by)


def moves_of(known: KnownAttack) -> tuple[Move, ...]:
    """The script's moves after the scene, taken with the rules off."""
    run = known.scene.run(IN_DAYS)
    before = len(run.moves)
    with read_as(Enforcing(Weakening.parse(known.without))):
        known.script(run)
    return tuple(run.moves[before:])
