"""JSON, read strictly: no duplicate member, no NaN, no endless nesting, no half of a character.

A reader that takes the last of two members, where another takes the first, lets one file say two
things. Members named ``x-...`` are anybody's own; they are left out here, so that what follows can
refuse every other unknown member.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from mdaudit.audit_cli.inputs.mismatch import mistake

EXTENSION = "x-"
"""How the names of members begin that mean nothing here."""

MOST_VALUES: Final = 500_000
"""Values in the largest text: each costs a hundred bytes of memory and more, however few spell it.
32 MB of lists and certificates have fewer."""

_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F])|.)",
    re.DOTALL,
)
"""Escape sequences; the group is the beginning of a surrogate that has no partner."""


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
            a number without end or half of a character, nests too deeply, or has too many values.
    """
    if sum(map(text.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise NotStrictJsonError(f"more than {MOST_VALUES} values in one document")
    reader = _Reader()
    try:
        decoded = text.decode("utf-8")
        _refuse_half_characters(decoded)
        value = json.loads(decoded, object_pairs_hook=reader.members, parse_constant=_no_constant)
    except NotStrictJsonError:
        raise
    except RecursionError:
        raise NotStrictJsonError("nesting without end") from None
    except UnicodeDecodeError:
        raise NotStrictJsonError("text that is not UTF-8") from None
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise NotStrictJsonError(mistake(problem.msg, place)) from None
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
            twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
            raise NotStrictJsonError(f"the member {twice!r} twice in one object")
        self.extensions = {n: value for n, value in found.items() if n.startswith(EXTENSION)}
        return {n: value for n, value in found.items() if not n.startswith(EXTENSION)}


def _refuse_half_characters(text: str) -> None:
    """UTF-8 has no surrogates, so they can only be escaped; one alone cannot be written again."""
    if any(escape[1] for escape in _ESCAPES.finditer(text)):
        raise NotStrictJsonError("half of a character (a surrogate alone)")


def _no_constant(constant: str) -> NoReturn:
    raise NotStrictJsonError(f"the constant {constant}")
