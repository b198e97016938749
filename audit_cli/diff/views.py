"""What one input says about each account: pins and device lists, and what was not collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import UNSET

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Account, Pin, ShownList
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from mdaudit.audit_cli.trial.exhibits import ListExhibit, list_exhibit
from mdaudit.spec.objects import list_signature_holds
from mdaudit.spec.sorts import IdentityKey

MOST_LISTS = 100_000
"""Lists that are kept of one input: a comparison, unlike an audit, has to remember them."""


@dataclass(frozen=True)
class SeenList:
    """A device list as an observer was shown it."""

    part: ShownList
    exhibit: ListExhibit

    def signed_by(self, pin: Pin, *, hosted: bool) -> bool:
        """Whether the pinned key signed it."""
        decoded, key = self.exhibit.decoded, IdentityKey(pin.primary_key)
        return decoded is not None and list_signature_holds(key, decoded, hosted=hosted)


@dataclass
class View:
    """What one input says about one account."""

    source: str
    """The input."""
    account: str
    """The account, as the evidence names it."""
    collected_at: int | None = None
    """When the last of it was collected; None: not known."""
    pins: list[Pin] | None = None
    """In time order; None: not collected."""
    lists: list[SeenList] | None = None
    """In the order of the evidence; None: not collected."""
    complete: bool = True
    """Every list that the observer was shown is here."""

    def add(self, document: Document, account: Account) -> None:
        """Add what one document says."""
        collected = document.evidence.collected_at
        if collected is not UNSET:
            self.collected_at = max(collected, self.collected_at or 0)
        if account.pins is not UNSET:
            pins = [*(self.pins or ()), *(account.pins or ())]
            self.pins = sorted(pins, key=lambda pin: pin.from_)
        if account.lists is not UNSET:
            seen = [
                SeenList(part, list_exhibit(part.signed_key_index_list))
                for part in account.lists or ()
            ]
            self.lists = [*(self.lists or ()), *seen]
        self.complete = self.complete and account.lists_complete


@dataclass
class Views:
    """Everything that one input says."""

    source: str
    accounts: dict[str, View] = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)
    """SHA-256 of each document, in hexadecimal."""
    problems: list[str] = field(default_factory=list)
    """A line for each part of it that cannot be audited, and so is not compared."""


def views_of(name: str, given: Given) -> Views:
    """Read an input to its end; what of it can be read is compared, as far as it goes.

    Raises:
        CannotLookError: nothing of it can be audited, or it holds too many lists to be compared.
        WrongUsageError: options for a lone object were given with evidence.
    """
    views, lists = Views(name), 0
    for document, account in _accounts(views, documents(name, given)):
        view = views.accounts.setdefault(account.account, View(name, account.account))
        lists += len(account.lists or ())
        if lists > MOST_LISTS:
            raise CannotLookError(
                name, f"at most {MOST_LISTS} lists", "more", "compare fewer accounts at a time"
            )
        view.add(document, account)
    return views


def _accounts(views: Views, read: Iterator[Document]) -> Iterator[tuple[Document, Account]]:
    for document in _readable(views, read):
        views.digests.append(document.digest)
        for account in document.evidence.accounts:
            yield document, account


def _readable(views: Views, read: Iterator[Document]) -> Iterator[Document]:
    """The documents; what is read before an error counts, as it does for `mdaudit check`."""
    try:
        yield from read
    except CannotLookError as problem:
        if not views.digests:
            raise
        views.problems += problem.lines
