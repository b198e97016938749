"""Ghosts are for promises alone: whoever forgets all of them goes on in the same way.

A client keeps no ghosts, so this is what makes it the client that was proved.
"""

from dataclasses import replace

import pytest

from mdaudit.spec.chapters import WITNESSES
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Move, Run, Witness
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.system import functions, kept

KEPT = frozenset(kept(State))
GHOSTS = frozenset(functions(State)) - KEPT
BLANK = beginning(IN_DAYS)


def forgetting(s: State, names: frozenset[str] = GHOSTS) -> State:
    """Return the state without the functions of these names."""
    return replace(s, **{name: getattr(BLANK, name) for name in names})


def rows(s: State) -> dict[str, object]:
    """Return all that is kept."""
    return {name: getattr(s, name).rows for name in KEPT}


class Forgetful(Run):
    """A run in which every ghost is forgotten before each step."""

    forgotten = GHOSTS

    def take(self, move: Move) -> None:
        self.states.append(move.step(forgetting(self.state, self.forgotten), *move.arguments))
        self.moves.append(move)


@pytest.mark.parametrize(
    "witness", [one for one in WITNESSES.values() if one.system is State], ids=lambda w: w.name
)
def test_a_client_without_ghosts_does_the_same(witness: Witness) -> None:
    remembering, forgetful = witness.run(IN_DAYS), Forgetful(BLANK)
    witness.script(forgetful)
    assert rows(forgetful.state) == rows(remembering.state)


def test_a_client_that_forgets_what_it_has_to_keep_does_not() -> None:
    class Careless(Forgetful):
        forgotten = frozenset({"pin"})

    with pytest.raises((NotPossible, Refused)):
        WITNESSES["bob_knows_the_laptop"].script(Careless(BLANK))


def test_some_functions_are_kept_and_some_are_ghosts() -> None:
    assert {"pin", "held", "mark", "deadline", "sender"} <= KEPT
    assert {"copied", "approved_at", "told_at"} <= GHOSTS
