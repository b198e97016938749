"""Values of the specification as JSON, and back: for the event log and for a client's store.

Bytes are standard base64, numbers and names stand as they are. A described object, such as a list
or a certificate, is spelled by its name; `mdaudit.reference.parties.seen` keeps what it says.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, cast, get_args, get_type_hints

Find = Callable[[str], Any]
"""From the name of a described object to the object."""


def base64(octets: bytes) -> str:
    """Bytes as logs and evidence spell them."""
    return b64encode(octets).decode("ascii")


def plain(value: Any) -> Any:
    """A value as JSON; an object by its name."""
    if isinstance(value, bytes):
        return base64(value)
    if is_dataclass(value):
        return cast("Any", value).name
    return value


def restored(spelled: Any, sort: Any, find: Find) -> Any:
    """The value of a sort that was spelled like this.

    Raises:
        ValueError: it spells no value of that sort.
        KeyError: it names an object that was not seen.
    """
    if is_dataclass(sort):
        return find(spelled)
    base = getattr(sort, "__supertype__", sort)
    if base is bytes:
        return sort(b64decode(spelled, validate=True))
    if type(spelled) is not base:
        raise ValueError(f"expected {base.__name__}, got {spelled!r}")
    return sort(spelled)


def description(of: Any) -> dict[str, Any]:
    """What a described object says, field by field."""
    return {f.name: _content(getattr(of, f.name)) for f in fields(of)}


def described(kind: type[Any], spelled: dict[str, Any], find: Find) -> Any:
    """The object that a description is of.

    Raises:
        ValueError: the description does not fit the kind.
        KeyError: it names an object that was not seen.
    """
    hints = get_type_hints(kind)
    if set(spelled) != set(hints):
        raise ValueError(f"expected the fields of {kind.__name__}, got {sorted(spelled)}")
    return kind(**{name: _restored_content(spelled[name], hints[name], find) for name in hints})


def _content(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else plain(value)


def _restored_content(spelled: Any, sort: Any, find: Find) -> Any:
    if get_args(sort):
        (element,) = get_args(sort)
        return frozenset(restored(one, element, find) for one in spelled)
    return restored(spelled, sort, find)
