"""What becomes of evidence and objects when somebody spoils them, for tests of the command."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

TEXTS = ["", "\0", "\ud800", "\udfff", "\x1b[2J", "a\nb", "x" * 300, "../../etc", "\u202e", "😀"]
NUMBERS = [-1, 0, 2**32, 2**63, 2**64, 10**30, 1.5, float("nan"), float("inf")]
VALUES: st.SearchStrategy[Any] = (
    st.sampled_from([*TEXTS, *NUMBERS, None, True, [], {}, [[]], {"a": 1}])
    | st.integers()
    | st.text(max_size=20)
)

SIGNED = ("signed_key_index_list", "signed_device_identity", "hmac_object")
"""Members that hold signed objects."""


def places_of(value: Any) -> list[tuple[Any, Any]]:
    """Return every place of a JSON value: the object or array, and the member or number."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    return [(value, key) for key in keys] + [p for key in keys for p in places_of(value[key])]


def mutate(evidence: Any, data: st.DataObject) -> None:
    """Replace, drop or double one part of a JSON value."""
    part, key = data.draw(st.sampled_from(places_of(evidence)))
    deeds: list[Callable[[], object]] = [
        lambda: part.__setitem__(key, deepcopy(data.draw(VALUES))),
        lambda: part.__delitem__(key),
    ]
    if isinstance(part, list):
        deeds.append(lambda: part.append(deepcopy(part[key])))
    else:
        deeds.append(
            lambda: part.__setitem__(data.draw(st.sampled_from(TEXTS)), deepcopy(part[key]))
        )
    data.draw(st.sampled_from(deeds))()


def spoilt_bytes(content: bytes, data: st.DataObject) -> bytes:
    """Return the bytes with some of them replaced, doubled or cut off."""
    first = data.draw(st.integers(0, len(content)))
    last = data.draw(st.integers(first, min(first + 40, len(content))))
    between = data.draw(st.binary(max_size=8) | st.just(content[first:last] * 2))
    rest = content[last:] if data.draw(st.booleans()) else b""
    return content[:first] + between + rest
