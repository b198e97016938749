"""What every modelled system has in common: functions, bounds and time.

The specification speaks about one large system, `mdaudit.spec.state.State`, and a few small ones
that look at one thing closely. Each is a class of functions, and a step, promise or lemma belongs
to the system of its first parameter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast, get_args, get_type_hints

from mdaudit.spec.logic import Constructor, Symbol, Table
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Time

S = TypeVar("S", bound="System")
Make = Callable[[Symbol, Any], Any]


def default(value: Any) -> Any:
    """A field whose function has this value wherever nothing was recorded."""
    return field(metadata={"default": value})


def ghost(value: Any) -> Any:
    """A field that only promises and lemmas read: a record of what happened, which nobody keeps."""
    return field(metadata={"default": value, "ghost": True})


@dataclass(frozen=True, kw_only=True)
class System:
    """One moment of a system."""

    constructors: ClassVar[tuple[Constructor[*tuple[Any, ...], Any], ...]] = ()
    """The constructors of the free terms that the system speaks about."""

    policy: Policy
    """The bounds; the same at every moment."""
    now: Time
    """True time; every clock is within the clock error of it."""


if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - it is theirs to the type checker
else:

    def replace(before: S, **changes: Any) -> S:
        """The moment with other values of some fields, as `dataclasses.replace` makes it.

        That one writes all of the hundred fields again, which takes longer than most steps do.
        """
        if not changes.keys() <= vars(before).keys():
            raise TypeError(f"{type(before).__name__} has no field {', '.join(changes)}")
        after = object.__new__(type(before))
        vars(after).update(vars(before))
        vars(after).update(changes)
        return after


def functions(of: type[System]) -> dict[str, tuple[Symbol, Any]]:
    """Every function of a system by name: its sorts as a symbol, and its default."""
    return _functions(cast("Any", of))  # a class can be hashed, whatever its instances say


@cache
def _functions(of: type[System]) -> dict[str, tuple[Symbol, Any]]:
    hints = get_type_hints(of)
    return {
        f.name: (
            Symbol(f.name, get_args(hints[f.name])[:-1], get_args(hints[f.name])[-1]),
            f.metadata["default"],
        )
        for f in fields(of)
        if "default" in f.metadata
    }


def kept(of: type[System]) -> tuple[str, ...]:
    """The names of the functions that some party keeps: all but the ghosts."""
    named = fields(cast("Any", of))
    return tuple(f.name for f in named if "default" in f.metadata and "ghost" not in f.metadata)


def build(of: type[S], policy: Policy, now: Time, make: Make) -> S:
    """A moment whose functions are made one by one from their symbol and default."""
    made = {name: make(symbol, value) for name, (symbol, value) in functions(of).items()}
    return of(policy=policy, now=now, **made)


def begin(of: type[S], policy: Policy, now: Time = Time(0)) -> S:
    """The system before anything happened."""
    return build(of, policy, now, lambda symbol, value: Table(symbol.sorts, value, {}))


@cache
def system_of(function: Callable[..., Any]) -> type[System] | None:
    """The system that a step, promise or lemma speaks about: the type of its first parameter."""
    first = next(iter(get_type_hints(function).values()), None)
    return first if isinstance(first, type) and issubclass(first, System) else None


def subject_system(function: Callable[..., Any]) -> type[System]:
    """The same, of what certainly speaks about one.

    Raises:
        TypeError: it speaks about no system.
    """
    of = system_of(function)
    if of is None:
        raise TypeError(f"the first parameter of {function.__name__} is no system")
    return of
