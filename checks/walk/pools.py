"""What the arguments of a step can be: values that the state mentions, and a fresh one.

The values depend on the sort alone, never on the step that is to be taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from itertools import count, islice, product
from typing import Any, Final

from mdaudit.checks.walk.objects import element_of, inside, says
from mdaudit.spec.logic import Constructor
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Duration, Index, Time
from mdaudit.spec.state.signed import NAMED
from mdaudit.spec.state.system import System, functions

KEPT: Final = 4096
"""How many functions are remembered, with what was made of them; most are the same before and after
a step."""


class NoValuesError(TypeError):
    """A step has a parameter of a sort that nobody knows a value of; a gap in this module."""

    def __init__(self, sort: Any) -> None:
        super().__init__(f"no value to propose for the sort {sort}")


class Pools:
    """The values to propose in one state, by sort."""

    def __init__(self, state: System) -> None:
        self._state = state
        named = functions(type(state)).items()
        told = [_told(getattr(state, name), symbol.result) for name, (symbol, _) in named]
        self._told = [each for each in told if each]
        self._mentioned: dict[Any, dict[Any, None]] = {}
        self._made: dict[Any, tuple[Any, ...]] = {}

    def mentioned(self, sort: Any) -> dict[Any, None]:
        """The values of a sort that the state mentions."""
        if sort not in self._mentioned:
            self._mentioned[sort] = {
                value: None for told in self._told for value in told.get(sort, ())
            }
        return self._mentioned[sort]

    def objects(self, sort: Any) -> list[Any]:
        """The objects of a sort that exist."""
        return list(self.mentioned(sort))

    def of(self, sort: Any) -> tuple[Any, ...]:
        """The values of a sort, the simplest first; objects that exist, but no new ones."""
        if sort not in self._made:
            self._made[sort] = tuple(dict.fromkeys(self._values(sort)))
        return self._made[sort]

    def fresh_name(self, sort: Any, number: int = 0) -> str:
        """A name that no object of the sort bears; another one for each number."""
        taken = {each.name for each in self.objects(sort)}
        return next(islice(_free_names(sort, taken), number, None))

    def _values(self, sort: Any) -> Iterator[Any]:
        known = self.mentioned(sort)
        if sort is bool:
            yield from (False, True)
        elif sort is Time:
            yield from _times(self._state, known)
        elif sort is Duration:
            yield from _durations(self._state.policy)
        elif sort is Index:
            yield from _indexes(known)
        elif (element := element_of(sort)) is not None:
            yield from _sets(known, self.of(element))
        else:
            yield from known
            yield from (NAMED[sort] for named in NAMED if named is sort)
            yield from self._fresh(sort)

    def _fresh(self, sort: Any) -> Iterator[Any]:
        """Something new of a sort of names or numbers, or what a constructor builds."""
        under = getattr(sort, "__supertype__", None)
        made = [each for each in self._state.constructors if each.symbol.result is sort]
        taken = {str(_plain(value)) for value in self.mentioned(sort)}
        if made:
            yield from (built for each in made for built in self._built(each))
        elif under is str:
            yield sort(next(_free_names(sort, taken)))
        elif under is bytes:
            yield sort(next(_free_names(sort, taken)).encode())
        elif under is int:
            yield sort(next(n for n in range(1, len(taken) + 2) if str(n) not in taken))
        elif not says(sort):
            raise NoValuesError(sort)

    def _built(self, by: Constructor[*tuple[Any, ...], Any]) -> Iterator[Any]:
        """What a constructor builds from things of other sorts; all else is built by steps."""
        if by.symbol.result not in by.symbol.sorts:
            yield from (by(*parts) for parts in product(*map(self.of, by.symbol.sorts)))


def _plain(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _free_names(sort: Any, taken: Collection[str]) -> Iterator[str]:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in sort.__name__).strip()
    return (name for n in count(1) if (name := f"{words} {n}") not in taken)


@lru_cache(maxsize=KEPT)
def _told(table: Any, result: Any) -> dict[Any, dict[Any, None]]:
    """The values that a function's rows mention, by sort; a relation mentions sets as well."""
    told: dict[Any, dict[Any, None]] = {}
    groups: dict[Any, set[Any]] = {}
    for row, value in table.rows.items():
        for sort, argument in zip((*table.sorts, result), (*row, value), strict=True):
            for of, each in inside(argument, sort):
                told.setdefault(of, {})[each] = None
    if result is bool:
        for row in table.rows:
            groups.setdefault(row[:-1], set()).add(row[-1])
        told.setdefault(frozenset[table.sorts[-1]], {}).update(
            dict.fromkeys(map(frozenset, groups.values()))
        )
    return told


def _sets(known: Collection[Any], elements: Iterable[Any]) -> Iterator[frozenset[Any]]:
    """The sets in use, none, one element, and those in use with one element more or less."""
    singles = [frozenset({value}) for value in elements]
    yield from (*known, frozenset(), *singles)
    yield from (in_use ^ one for in_use in known for one in singles)


def _times(state: System, known: Iterable[Any]) -> Iterator[Time]:
    """Now, as the clocks go, then what is mentioned, and just before and after."""
    error = state.policy.clock_error
    for apart in (0, error, -error, 1, -1):
        yield Time(state.now + apart)
    for time in known:
        yield from (time, Time(time + 1), Time(time - 1))


def _durations(policy: Policy) -> Iterator[Duration]:
    """A little, and the bounds of the policy, met and just exceeded."""
    yield Duration(1)
    for bound in fields(policy):
        yield from (getattr(policy, bound.name), Duration(getattr(policy, bound.name) + 1))


def _indexes(known: Iterable[Any]) -> Iterator[Index]:
    """The primary's, those in use, and the next one."""
    used = sorted({Index(0), *known})
    yield from used
    yield Index(used[-1] + 1)
