"""Where each observer stands: which key it pinned last, and which list is its newest."""

from __future__ import annotations

from collections.abc import Iterator

from mdaudit.audit_cli.blame import Blamed
from mdaudit.audit_cli.diff.differences import Difference, Kind
from mdaudit.audit_cli.diff.views import SeenList, View
from mdaudit.audit_cli.findings import Confidence
from mdaudit.audit_cli.inputs.evidence import Pin
from mdaudit.audit_cli.redact import Names, date, key
from mdaudit.audit_cli.severity import Severity
from mdaudit.spec.registry import Blame
from mdaudit.spec.sorts import IdentityKey, Time
from mdaudit.spec.state.signed import list_time

UNSEEN = Blamed(
    Blame.UNKNOWN,
    "offered",
    "the evidence does not tell which key is the owner's: one may be a forgery, or one observer "
    "may not have seen a registration anew",
)
"""Who is to blame for two keys of one account."""


def identities(first: View, second: View, names: Names) -> Iterator[Difference]:
    """Different pins: one observer has not seen a change yet, or they talk to different keys."""
    if not first.pins or not second.pins:
        return
    one, other = first.pins[-1], second.pins[-1]
    account = names.account(first.account)
    if one.primary_key == other.primary_key:
        return
    for ahead, behind in ((first, second), (second, first)):
        if _last_key(behind) in {pin.primary_key for pin in ahead.pins or ()}:
            since = date(_first_pin(ahead, _last_key(ahead)).from_)
            yield Difference(
                Kind.BEHIND,
                account,
                f"{behind.source} still pins the key that {ahead.source} replaced on {since}",
                f"Let the observer of {behind.source} ask for the identity again.",
            )
            return
    yield _split(first, second, account)


def _split(first: View, second: View, account: str) -> Difference:
    told = (f"{view.source} pins {key(IdentityKey(_last_key(view)))}" for view in (first, second))
    return Difference(
        Kind.SPLIT_IDENTITY,
        account,
        "; ".join(told),
        "Compare the security codes: at most one of the two keys is the owner's today.",
        severity=Severity.CRITICAL,
        confidence=Confidence.MEDIUM,
        blame=(UNSEEN,),
    )


def _last_key(view: View) -> bytes:
    assert view.pins  # noqa: S101 - only asked of observers with pins
    return view.pins[-1].primary_key


def _first_pin(view: View, pinned: bytes) -> Pin:
    return next(pin for pin in view.pins or () if pin.primary_key == pinned)


def staleness(first: View, second: View, names: Names, *, hosted: bool) -> Iterator[Difference]:
    """Newest lists of different times: one observer is behind, if it could have known."""
    one, other = _newest(first, hosted=hosted), _newest(second, hosted=hosted)
    if one is None or other is None:
        return
    if _last_key(first) != _last_key(second) or _time(one) == _time(other):
        return
    account = names.account(first.account)
    if _time(one) > _time(other):
        yield _behind(first, second, one, other, account)
    else:
        yield _behind(second, first, other, one, account)


def _behind(
    ahead: View, behind: View, newer: SeenList, older: SeenList, account: str
) -> Difference:
    signed, held = date(_time(newer)), date(_time(older))
    says = (
        f"{behind.source} ends with the list of {held}; {ahead.source} knows one of {signed} "
        f"since {date(newer.part.received_at)}"
    )
    digests = (older.exhibit.digest, newer.exhibit.digest)
    if behind.collected_at is not None and behind.collected_at < _time(newer):
        says += f"; {behind.source} was collected before that list was signed"
        return Difference(Kind.BEHIND, account, says, "Nothing is wrong.", digests=digests)
    return Difference(
        Kind.BEHIND,
        account,
        says,
        f"Let the observer of {behind.source} ask for the list; until then a removal may be "
        "withheld from it.",
        digests=digests,
    )


def _newest(view: View, *, hosted: bool) -> SeenList | None:
    """The newest list that the client did not refuse, signed by the key pinned last."""
    pin = view.pins[-1] if view.pins else None
    fitting = (
        seen
        for seen in view.lists or ()
        if pin is not None and seen.part.outcome != "refused" and seen.signed_by(pin, hosted=hosted)
    )
    return max(fitting, key=_time, default=None)


def _time(seen: SeenList) -> Time:
    return list_time(seen.exhibit.listed)
