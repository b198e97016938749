"""Where something stands in a store, as reports write it: without the numbers of people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.trail import Entry

_IDENTIFIER = re.compile(r"\d{7,}(_\d+)?")
"""A number that may tell of a person or a group; row numbers have fewer digits."""


@dataclass(frozen=True)
class Places:
    """The pointers of one store."""

    store: ClientStore
    names: Names

    def shown(self, pointer: str) -> str:
        """A pointer; unless identifiers are shown, accounts have their names in the report."""
        return pointer if self.names.show_identifiers else _IDENTIFIER.sub(self._hidden, pointer)

    def in_store(self, entry: Entry, document: Document) -> Entry:
        """An entry whose pointers lead into the store, not into the evidence made from it."""
        about = entry.occasion
        first, *others = (
            self.shown(document.places.get(pointer, pointer))
            for pointer in (about.pointer, *about.also)
        )
        return replace(entry, occasion=replace(about, pointer=first, also=tuple(others)))

    def _hidden(self, found: re.Match[str]) -> str:
        account = self.store.aliases.get(found[0], found[0])
        return self.names.account(account) if account in self._accounts else "#"

    @cached_property
    def _accounts(self) -> set[str]:
        kept = (*self.store.identities, *self.store.sessions, *self.store.sender_keys)
        return {self.store.own.account, *(stored.account for stored in kept)}
