"""Ask TLC which promises of `DeviceLists.tla` fall when rules are dropped.

Two scopes, each small enough for seconds. Peers share nothing but what the owner signed, so a
promise about one peer needs one peer only; it faces an owner who may turn corrupt. The promise
about two peers speaks of an honest owner only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mdaudit.checks.tla.tlc import Answer, check

MODULE: Final = Path(__file__).with_name("DeviceLists.tla")


@dataclass(frozen=True)
class Scope:
    """What there is in the explored world; the indexes 0..2 and the times 0..3 are in each."""

    peers: tuple[str, ...]
    owner_may_turn: bool
    promises: tuple[str, ...]
    """What is asked here."""
    witness: str
    """An invariant that must fail, or the promises would hold for want of anything happening."""

    def configuration(self, invariants: Iterable[str], without: Iterable[str] = ()) -> str:
        """Return the text of TLC's configuration file."""
        return "\n".join(
            [
                "SPECIFICATION Spec",
                "CONSTANTS",
                f"Peers = {_names(self.peers)}",
                "MaxIndex = 2",
                "MaxTime = 3",
                f"OwnerMayTurn = {str(self.owner_may_turn).upper()}",
                f"Without = {_names(without)}",
                "INVARIANTS",
                *invariants,
                "",
            ]
        )


ONE_PEER: Final = Scope(("ann",), True, ("1", "4a", "5"), "NoCopyAfterRemoval")  # noqa: FBT003
TWO_PEERS: Final = Scope(("ann", "bob"), False, ("4b",), "NoTwoPeersAgree")  # noqa: FBT003
SCOPES: Final = (ONE_PEER, TWO_PEERS)


def _names(words: Iterable[str]) -> str:
    return "{" + ", ".join(f'"{word}"' for word in words) + "}"


def broken_in(scope: Scope, without: Iterable[str], module: Path = MODULE) -> set[str]:
    """Return the promises that some run in the scope breaks; the others hold in all of them.

    TLC stops at the first violation, so it is asked about the other promises again.
    """
    broken: set[str] = set()
    while asked := [number for number in scope.promises if number not in broken]:
        invariants = (f"Promise{number}" for number in asked)
        answer = check(module, scope.configuration(invariants, without))
        if answer.violated is None:
            break
        broken.add(answer.violated.removeprefix("Promise"))
    return broken


def broken(without: Iterable[str], module: Path = MODULE) -> set[str]:
    """Return the promises that fall without these rules, in any scope."""
    rules = tuple(without)
    return {number for scope in SCOPES for number in broken_in(scope, rules, module)}


def witnessed(scope: Scope, module: Path = MODULE) -> Answer:
    """Look, with every rule on, for the run that must be possible; its invariant is violated."""
    return check(module, scope.configuration([scope.witness]))
