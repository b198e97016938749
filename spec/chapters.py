"""The chapters in reading order.

Importing this module fills the registries of `mdaudit.spec.registry` and puts them in that order;
whoever needs them filled takes them from here.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, TypeVar

from mdaudit.spec import adversary, device_list, fanout
from mdaudit.spec.device_list import (
    acceptance,
    devices,
    hints,
    holding,
    linking,
    owner,
    usable,
    wire,
)
from mdaudit.spec.device_list import lemmas as list_lemmas
from mdaudit.spec.device_list import promises as list_promises
from mdaudit.spec.device_list import witnesses as list_witnesses
from mdaudit.spec.fanout import lemmas as fanout_lemmas
from mdaudit.spec.fanout import promises as fanout_promises
from mdaudit.spec.fanout import sending
from mdaudit.spec.fanout import witnesses as fanout_witnesses
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS, WITNESSES

__all__ = ["CHAPTERS", "LEMMAS", "PROMISES", "RULES", "STEPS", "WITNESSES"]

T = TypeVar("T")

CHAPTERS: Final[dict[ModuleType, tuple[ModuleType, ...]]] = {
    device_list: (
        wire,
        owner,
        linking,
        acceptance,
        usable,
        hints,
        devices,
        holding,
        list_promises,
        list_lemmas,
        list_witnesses,
    ),
    fanout: (sending, fanout_promises, fanout_lemmas, fanout_witnesses),
    adversary: (),
}
"""Each chapter with its sections, in the order of the rendered page."""


def _in_reading_order(
    declared: dict[str, T], function_of: Callable[[T], Callable[..., Any]]
) -> None:
    """Sort a registry by section and by line, whatever order its modules were imported in."""
    sections = [part.__name__ for chapter, parts in CHAPTERS.items() for part in (chapter, *parts)]

    def place(item: tuple[str, T]) -> tuple[int, int]:
        function = function_of(item[1])
        return sections.index(function.__module__), function.__code__.co_firstlineno

    ordered = dict(sorted(declared.items(), key=place))
    declared.clear()
    declared.update(ordered)


_in_reading_order(RULES, lambda rule: rule.predicate)
_in_reading_order(STEPS, lambda step: step.function)
_in_reading_order(LEMMAS, lambda lemma: lemma.formula)
_in_reading_order(WITNESSES, lambda witness: witness.script)

_numbered = sorted(PROMISES.items(), key=lambda item: (int(item[0].rstrip("abc")), item[0]))
PROMISES.clear()
PROMISES.update(_numbered)
