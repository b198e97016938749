"""The chapters in reading order.

Importing this module fills the registries of `mdaudit.spec.registry` and puts them in that order;
whoever needs them filled takes them from here.
"""

from collections.abc import Callable
from importlib import import_module
from string import ascii_lowercase
from types import ModuleType
from typing import Any, Final, TypeVar

from mdaudit.spec.registry import ATTACKS, LEMMAS, PROMISES, RULES, STEPS, WITNESSES

__all__ = ["ATTACKS", "CHAPTERS", "LEMMAS", "PROMISES", "RULES", "STEPS", "WITNESSES"]

T = TypeVar("T")

PROOF: Final = "promises lemmas witnesses attacks"
"""What most chapters end with."""

READING_ORDER: Final = {
    "linking": f"companion primary attempts messages exchange network codes {PROOF}",
    "device_list": "wire owner acceptance usable hints devices bundles holding promises "
    "recovery lemmas recovery_lemmas witnesses attacks",
    "fanout": f"sending resending {PROOF}",
    "receiving": f"showing {PROOF}",
    "consistency": f"saying views alone notices {PROOF}",
    "verification": f"marks comparing contacts {PROOF}",
    "groups": f"membership giving writing inbound {PROOF}",
    "revocation": f"removal backup notices rotation {PROOF}",
    "sync": f"channel keys patches {PROOF}",
    "secrecy": "wire devices network promises lemmas witnesses",
    "adversary": "",
    "contrast": "phone witnesses",
}
"""The files of each chapter, in the order of the rendered page."""


def _chapters() -> dict[ModuleType, tuple[ModuleType, ...]]:
    loaded = {import_module(f"mdaudit.spec.{name}"): files for name, files in READING_ORDER.items()}
    return {
        chapter: tuple(import_module(f"{chapter.__name__}.{file}") for file in files.split())
        for chapter, files in loaded.items()
    }


CHAPTERS: Final = _chapters()
"""Each chapter with its sections."""


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
_in_reading_order(ATTACKS, lambda attack: attack.script)


def _number(item: tuple[str, object]) -> tuple[int, str]:
    return int(item[0].rstrip(ascii_lowercase)), item[0]


_numbered = sorted(PROMISES.items(), key=_number)
PROMISES.clear()
PROMISES.update(_numbered)
