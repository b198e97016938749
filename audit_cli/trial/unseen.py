"""What may have happened without being collected: completions of the gaps in evidence.

A rule is broken only if it is broken however the gaps are filled. Lists that nobody collected are
filled in twice, with the widest list that could have come and with the narrowest one. Another life
may have begun unseen, and a device without a date may have come in any earlier time of the pin.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from mdaudit.audit_cli.trial.tables import HISTORY, Computed, Gaps, Party, rows_of, with_rows
from mdaudit.spec.device_list.acceptance import no_index_returns
from mdaudit.spec.logic import Missing, Table
from mdaudit.spec.sorts import NEVER, PRIMARY, Account, Client, Index, RawId
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    Certificate,
    SignedList,
    certificate_index,
    certificate_life,
)
from mdaudit.spec.state.system import replace

Certificates = Mapping[Account, Collection[Certificate]]
"""Every certificate in evidence, by account."""


def after_unseen_lists(s: State, gaps: Gaps, certificates: Certificates, *, wide: bool) -> State:
    """The state after another list came for each party; `wide`: it names as much as it can.

    It is as new as can be, and meets every deadline.
    """
    for client, missing in gaps.items():
        s = _after_unseen(s, client, missing, certificates, wide=wide)
    return s


def _after_unseen(
    s: State,
    client: Client,
    missing: Mapping[Account, Missing],
    certificates: Certificates,
    *,
    wide: bool,
) -> State:
    """One client's part of it, computed for those accounts that will be asked about."""

    @cache
    def unseen(account: Account) -> SignedList | None:
        return _unseen_list(s, client, account, certificates if wide else None)

    new: dict[str, Callable[[Account], Any]] = {
        "held": unseen,
        "received_at": lambda _: s.now,
        "deadline": lambda _: NEVER,
    }

    def then(part: str) -> Callable[[Account], Any]:
        old: Any = getattr(s, part)
        now: Callable[[Account], Any] = new.get(part, lambda account: old(client, account))
        return lambda account: now(account) if unseen(account) else missing[account]

    changes: dict[str, Any] = {
        part: getattr(s, part).but_many(client, values=Computed(missing, then(part)))
        for part in HISTORY
    }
    return replace(s, **changes)


def _unseen_list(
    s: State, client: Client, account: Account, certificates: Certificates | None
) -> SignedList | None:
    """A list after the held one: the widest by these certificates, or else the narrowest.

    None where too little is known of those before it.
    """
    held: Any = s.held(client, account)
    life: Any = s.pinned_life(client, account)
    mark: Any = s.mark(client, account)
    if any(isinstance(value, Missing) for value in (held, life, mark)):
        return None
    valid = {PRIMARY}
    if certificates is not None:
        others = certificates.get(account, ())
        valid |= {*held.valid_indexes, *_possible(held, mark, life, others)}
    return SignedList("a list that was not collected", life, s.now, mark, frozenset(valid))


def _possible(
    held: SignedList, mark: Index, life: RawId, certificates: Iterable[Certificate]
) -> Iterable[Index]:
    """The indexes in evidence that a further list could name, or that count in another life."""
    for certificate in certificates:
        index = certificate_index(certificate)
        alone = SignedList("", valid_indexes=frozenset({index}))
        if certificate_life(certificate) != life or no_index_returns(held, mark, alone):
            yield index


def after_unseen_life(
    s: State, client: Client, account: Account, shown: Certificate, what: Missing
) -> State:
    """The state in which another life may have begun: other lives' devices are in doubt."""
    others = {
        (client, account, index, key): what
        for index, key in rows_of(s.knows.at(client, account))
        if index != PRIMARY
        if (certificate_life(s.evidence(client, account, index, key)) == certificate_life(shown))
        is not True
    }
    return replace(
        s,
        pinned_life=s.pinned_life.but(client, account, becomes=what),
        knows=with_rows(s.knows, others),
        key_at=with_rows(s.key_at, {row[:3]: what for row in others}),
    )


def perhaps_unmarked(s: State, gaps: Gaps) -> State:
    """The state in which marks may have ended with lives that began unseen, and users been asked.

    Who was never compared had no mark to lose.
    """
    unconfirmed = s.unconfirmed
    for client, missing in gaps.items():

        def waits(account: Account, of: Client = client, what: Any = missing) -> Any:
            known = s.verified(of, account) is False or s.unconfirmed(of, account) is not False
            return s.unconfirmed(of, account) if known else what[account]

        unconfirmed = unconfirmed.but_many(client, values=Computed(missing, waits))  # type: ignore[attr-defined]
    return replace(s, unconfirmed=unconfirmed)


def with_doubts_of(before: State, after: State, party: Party, what: str) -> State:
    """The state after a first pin, which may be older than noted: what was there before may stay.

    That is, lists and hints that had come, and devices that were known, or perhaps known.
    """
    missing = Missing(what)
    parts: dict[str, Any] = {
        part: getattr(after, part).but(*party, becomes=missing)
        for part in HISTORY
        if not isinstance(getattr(after, part)(*party), Missing)
        if not _is_same(getattr(before, part)(*party), getattr(after, part)(*party))
    }
    shown = [row for row in rows_of(before.knows.at(*party)) if row[0] != PRIMARY]
    known = {(*party, *row): missing for row in shown}
    keys = {(*party, index): missing for index, _ in shown}
    return replace(
        after, knows=with_rows(after.knows, known), key_at=with_rows(after.key_at, keys), **parts
    )


def either_state(one: State, other: State, what: str) -> State:
    """The state if nobody knows which of two it is: where they differ, a value is missing."""
    changes = {
        field.name: _either(getattr(one, field.name), getattr(other, field.name), Missing(what))
        for field in fields(one)
        if getattr(one, field.name) is not getattr(other, field.name)
    }
    return replace(one, **changes)


def _either(one: Any, other: Any, what: Missing) -> Any:
    if not isinstance(one, Table):
        return one
    differing = {
        row: what
        for row in one.rows.differing(other.rows)
        if not _is_same(one.rows.get(row, one.default), other.rows.get(row, other.default))
    }
    return with_rows(one, differing)


def _is_same(one: Any, other: Any) -> bool:
    return one is other or (one == other) is True
