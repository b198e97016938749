"""The store of the reference client (`mdref`), which is recognised and not read.

It has more to tell than a store: its log is replayed in the model before it is judged. `mdref log`
exports that, and needs the secret that opens the store.
"""

from __future__ import annotations

from shlex import quote
from typing import Final

from mdaudit.audit_cli.cannot_look import CannotLookError

REFERENCE_TABLES: Final = frozenset({"facts", "log", "objects", "outbox", "sealed", "vault"})
"""The tables of such a store."""


def of_the_reference(name: str) -> CannotLookError:
    """The error about such a store, with the command that exports its log."""
    is_a_name = name.isprintable() and name != "standard input"
    file = quote(name) if is_a_name else "FILE"
    return CannotLookError(
        name,
        "the log of a reference client",
        "its store",
        f"type: mdref log --store {file} | mdaudit check - (the passphrase is in MDREF_PASSPHRASE, "
        "or add --passphrase-file or --key-file)",
    )
