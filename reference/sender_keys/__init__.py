"""Sender keys: how one device writes to a group once, in the bytes of WhatsApp's clients.

A device makes a chain of message keys and a signing key of its own for each group, and hands both
to every device of the group over their pairwise sessions. Then one ciphertext serves all. Whoever
was given the chain could make messages of it; the signature says who did.

As in `mdaudit.reference.sessions`, all is functions from a state to the next, with randomness
passed in. Whom a key may be given to, and when it has to be replaced, is decided by the steps of
`mdaudit.spec`; they know a sender key by its `chain_name`.

Reading order: `message` (the bytes), `own` (writing), `received` (reading).

Source: Signal's sender keys; open clients for WhatsApp's layout.
"""

from mdaudit.reference.sender_keys.message import (
    Distribution,
    chain_name,
    read_distribution,
)
from mdaudit.reference.sender_keys.own import (
    OwnSenderKey,
    read_own_sender_key,
    write_own_sender_key,
)
from mdaudit.reference.sender_keys.received import (
    GroupRead,
    SenderKeyRecord,
    read_sender_keys,
    write_sender_keys,
)

__all__ = [
    "Distribution",
    "GroupRead",
    "OwnSenderKey",
    "SenderKeyRecord",
    "chain_name",
    "read_distribution",
    "read_own_sender_key",
    "read_sender_keys",
    "write_own_sender_key",
    "write_sender_keys",
]
