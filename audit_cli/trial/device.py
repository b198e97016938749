"""A device, as a message, hint or notice names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.redact import Names
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, IdentityKey, Index

NOWHERE = Index(-1)
"""The place of a device without a certificate: no list names it."""


@dataclass(frozen=True)
class Device:
    """A device: who it is said to be, and which key and index that makes."""

    account: Account
    number: int
    """The device number, which is not the key index."""
    index: Index | Missing
    key: IdentityKey | Missing
    certain: bool = True
    """Its place follows from evidence, not from the absence of evidence."""

    @property
    def place(self) -> tuple[Account, Any, Any]:
        """Account, index and key; the last two may be missing, which the specification can read."""
        return self.account, self.index, self.key

    @property
    def is_known(self) -> bool:
        """Whether index and key are both known."""
        return not isinstance(self.index, Missing) and not isinstance(self.key, Missing)

    def words(self, names: Names) -> str:
        """The device in words."""
        return f"device {self.number} of {names.account(self.account)}"

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same device in another document."""
        return self.account, str(self.number)
