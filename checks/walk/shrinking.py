"""A long walk to a fault becomes a short story of the same fault.

Moves are left out, days are not waited for, and arguments become simpler, as long as the same fault
is still seen at the end. What is not possible any more after such a change is left out as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from mdaudit.checks.walk.objects import says
from mdaudit.checks.walk.runs import Faulty, begins, resumed
from mdaudit.spec.adversary import pass_time
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, read_as
from mdaudit.spec.registry import Move, Run
from mdaudit.spec.sorts import Duration, Time
from mdaudit.spec.state.signed import NAMED

Moves = tuple[Move, ...]


def shrunk(faulty: Faulty, starts: Iterable[Run] = ()) -> Faulty:
    """The shortest and simplest walk to the same fault that was found.

    It begins at the earliest of the given starts that lead to its own.
    """
    faulty = begun_earlier(faulty, starts)
    before: Moves = ()
    while before != faulty.moves:
        before = faulty.moves
        for simplify in (fewer_moves, less_time, simpler_arguments):
            faulty = simplify(faulty)
    return faulty


def begun_earlier(faulty: Faulty, starts: Iterable[Run]) -> Faulty:
    """The same walk from an earlier start, so that more of it can be left out."""
    for start in sorted(starts, key=lambda run: len(run.moves)):
        if begins(start, faulty.start):
            passed = faulty.start.moves[len(start.moves) :]
            return replace(faulty, start=start, moves=(*passed, *faulty.moves))
    return faulty


def fewer_moves(faulty: Faulty) -> Faulty:
    """Leave out halves, quarters and so on, down to single moves."""
    size = len(faulty.moves) // 2
    while size > 0:
        at = len(faulty.moves) - size
        while at >= 0:
            rest = faulty.moves[:at] + faulty.moves[at + size :]
            faulty = retried(faulty, rest) or faulty
            at -= size
        size //= 2
    return faulty


def less_time(faulty: Faulty) -> Faulty:
    """Let less time pass; everything later is earlier by as much."""
    for at in range(len(faulty.moves) - 1, -1, -1):
        if at >= len(faulty.moves) or faulty.moves[at].step is not pass_time:
            continue
        passed = faulty.moves[at].arguments[0]
        for shorter in range(passed):
            waited = () if shorter == 0 else (Move(pass_time, (Duration(shorter),)),)
            rest = moved(faulty, at, passed - shorter)
            if found := retried(faulty, (*faulty.moves[:at], *waited, *rest)):
                faulty = found
                break
    return faulty


def moved(faulty: Faulty, at: int, by: int) -> Iterator[Move]:
    """The moves after one of them, with all later times earlier by so much."""
    then = faulty.run().states[len(faulty.start.moves) + at].now

    def earlier(value: Any, sort: Any) -> Any:
        return Time(value - by) if sort is Time and value > then else value

    for move in faulty.moves[at + 1 :]:
        yield rewritten(move, lambda value, sort: said_anew(value, sort, earlier))


def simpler_arguments(faulty: Faulty) -> Faulty:
    """Replace arguments, everywhere they occur, by simpler ones."""
    for at in range(len(faulty.moves)):
        for n in range(len(faulty.moves[at].arguments) if at < len(faulty.moves) else 0):
            faulty = _simpler_argument(faulty, at, n)
            if at >= len(faulty.moves) or n >= len(faulty.moves[at].arguments):
                break
    return faulty


def _simpler_argument(faulty: Faulty, at: int, n: int) -> Faulty:
    move = faulty.moves[at]
    value, sort = move.arguments[n], list(move.step.parameters.values())[n]
    for simpler in simpler_values(value, sort):

        def exchanged(old: Any, of: Any, new: Any = simpler) -> Any:
            return new if of is sort and old == value else old

        changed = tuple(rewritten(move, exchanged) for move in faulty.moves)
        if found := retried(faulty, changed):
            return found
    return faulty


def simpler_values(value: Any, sort: Any) -> Iterator[Any]:
    """Values to try instead: nothing at all, no, the set without an element, a lower number."""
    named = [NAMED[each] for each in NAMED if each is sort]
    if value in named:
        return
    yield from named
    if sort is bool:
        yield from (False,) if value else ()
    for attribute in says(sort):
        said = getattr(value, attribute)
        if isinstance(said, frozenset):
            less: list[Any] = [said - {element} for element in sorted(said, reverse=True)]
        elif isinstance(said, bool):
            less = [False] if said else []
        else:
            less = list(range(said)) if isinstance(said, int) else []
        yield from (replace(value, **{attribute: simpler}) for simpler in less)


def said_anew(value: Any, sort: Any, change: Callable[[Any, Any], Any]) -> Any:
    """An object whose contents, and the contents of those, are changed; else the change itself."""
    if not says(sort) or value in (NAMED[each] for each in NAMED if each is sort):
        return change(value, sort)
    told = {of: said_anew(getattr(value, of), each, change) for of, each in says(sort).items()}
    return replace(value, **told)


def rewritten(move: Move, change: Callable[[Any, Any], Any]) -> Move:
    """The same move with other arguments."""
    named = zip(move.arguments, move.step.parameters.values(), strict=True)
    return Move(move.step, tuple(change(value, sort) for value, sort in named))


def retried(faulty: Faulty, moves: Moves) -> Faulty | None:
    """The moves that are possible, up to the same fault; nothing if it is not seen."""
    run = resumed(faulty.start)
    made: list[Move] = []
    with read_as(Enforcing(faulty.weakening)):
        for move in moves:
            try:
                run.take(move)
            except (NotPossible, Refused):
                continue
            made.append(move)
            if faulty.fault.is_seen(run):
                return replace(faulty, moves=tuple(made))
    return None
