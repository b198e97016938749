"""What may have happened without being collected: completions of the gaps in evidence.

A rule is broken only if it is broken however the gaps are filled. Lists that nobody collected are
filled in twice, with the widest list that could have come and with the narrowest one. Another life
may have begun unseen, and a device without a date may have come in any earlier time of the pin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any

from mdaudit.audit_cli.trial.tables import HISTORY, Party, rows_of, with_gaps, with_rows
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


def after_unseen_lists(
    s: State, gaps: Mapping[Party, Missing], certificates: Certificates, *, wide: bool
) -> State:
    """The state after another list came for each party; `wide`: it names as much as it can.

    It is as new as can be, and meets every deadline.
    """
    changed: dict[Party, SignedList] = {}
    for client, account in gaps:
        held: Any = s.held(client, account)
        life: Any = s.pinned_life(client, account)
        mark: Any = s.mark(client, account)
        if any(isinstance(value, Missing) for value in (held, life, mark)):
            continue
        valid = {PRIMARY}
        if wide:
            others = certificates.get(account, ())
            valid |= {*held.valid_indexes, *_possible(held, mark, life, others)}
        name = "a list that was not collected"
        changed[client, account] = SignedList(name, life, s.now, mark, frozenset(valid))
    unknown = {party: what for party, what in gaps.items() if party not in changed}
    s = with_gaps(s, HISTORY, unknown)
    return replace(
        s,
        held=with_rows(s.held, changed),
        received_at=with_rows(s.received_at, dict.fromkeys(changed, s.now)),
        deadline=with_rows(s.deadline, dict.fromkeys(changed, NEVER)),
    )


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
        row: what
        for row in rows_of(s.knows)
        if row[:2] == (client, account) and row[2] != PRIMARY
        if (certificate_life(s.evidence(*row)) == certificate_life(shown)) is not True
    }
    return replace(
        s,
        pinned_life=with_rows(s.pinned_life, {(client, account): what}),
        knows=with_rows(s.knows, others),
        key_at=with_rows(s.key_at, {row[:3]: what for row in others}),
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
        for row in (one.rows.keys() | other.rows.keys())
        if not _is_same(one.rows.get(row, one.default), other.rows.get(row, other.default))
    }
    return with_rows(one, differing)


def _is_same(one: Any, other: Any) -> bool:
    return one is other or (one == other) is True
