"""JSON, read strictly: no duplicate member, no NaN, no endless nesting.

A reader that takes the last of two members, where another takes the first, lets one file say two
things. Members named ``x-...`` are anybody's own; they are left out here, so that what follows can
refuse every other unknown member.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

EXTENSION = "x-"
"""How the names of members begin that mean nothing here."""


class NotStrictJsonError(ValueError):
    """The text is not JSON, or can be read in two ways."""


@dataclass
class JsonText:
    """What a JSON text says."""

    value: Any
    """Without ``x-...`` members."""
    extensions: dict[str, Any]
    """The ``x-...`` members of the outermost object."""


def read_json(text: bytes) -> JsonText:
    """Read a JSON text.

    Raises:
        NotStrictJsonError: it is not UTF-8, not JSON, repeats a member, holds NaN or an infinity,
            a number without end, or nests too deeply.
    """
    reader = _Reader()
    try:
        value = json.loads(
            text.decode("utf-8"), object_pairs_hook=reader.members, parse_constant=_no_constant
        )
    except NotStrictJsonError:
        raise
    except RecursionError:
        raise NotStrictJsonError("nesting without end") from None
    except UnicodeDecodeError:
        raise NotStrictJsonError("text that is not UTF-8") from None
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise NotStrictJsonError(f"{problem.msg} at {place}") from None
    except ValueError:
        raise NotStrictJsonError("a number with thousands of digits") from None
    return JsonText(value, reader.extensions)


class _Reader:
    """Sorts the members of objects; the outermost object is the last to be sorted."""

    def __init__(self) -> None:
        self.extensions: dict[str, Any] = {}

    def members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise NotStrictJsonError(f"the member {twice!r} twice in one object")
        self.extensions = {n: value for n, value in found.items() if n.startswith(EXTENSION)}
        return {n: value for n, value in found.items() if not n.startswith(EXTENSION)}


def _no_constant(constant: str) -> NoReturn:
    raise NotStrictJsonError(f"the constant {constant}")
