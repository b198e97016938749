"""Linking by eight characters: what both sides say passes through, each thing once.

The server reads none of it. Who guesses the code has one guess in an attempt, because each side's
words are taken once.
"""

from __future__ import annotations

from sqlalchemy import select

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.linking import CodeFinish, CodeHello, PrimaryHello
from mdaudit.reference.protocol.notice import CodeFinished, CodeWanted
from mdaudit.reference.protocol.part import spelled
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.directory import account_row
from mdaudit.reference.server.linking import own_attempt, referred_attempt, remember, said_before
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import REFERENCES
from mdaudit.spec.sorts import PRIMARY


def ask_for_primary(call: Call, hello: CodeHello) -> None:
    """A companion asks for the primary of an account, which is told.

    Raises:
        Refusal: there is no such account, or the companion has asked before.
    """
    row = own_attempt(call)
    said = spelled(hello)
    account_row(call, hello.account)
    if said_before(call, row, "code_hello", said):
        return
    remember(call, row, code_hello=said, wanted_account=hello.account)
    reference = _reference(call, row.attempt)
    wanted = CodeWanted(reference, hello.wrapped_key, hello.companion_key)
    tell(call, Address(hello.account, PRIMARY), wanted)


def answer_companion(call: Call, hello: PrimaryHello) -> None:
    """The primary answers; the companion finds it in its progress.

    Raises:
        Refusal: nobody asked for this primary, or it has answered before.
    """
    row = referred_attempt(call, hello.reference)
    if row.code_hello is None:
        raise Refusal(409, "nobody asked", "scan the code of this attempt")
    said = spelled(hello)
    if not said_before(call, row, "primary_hello", said):
        remember(call, row, primary_hello=said)


def finish(call: Call, words: CodeFinish) -> None:
    """The companion's last word, for the primary.

    Raises:
        Refusal: the primary has not answered, or the companion has finished before.
    """
    row = own_attempt(call)
    if row.primary_hello is None:
        raise Refusal(409, "no answer yet", "wait for the primary")
    said = spelled(words)
    if said_before(call, row, "code_finish", said):
        return
    remember(call, row, code_finish=said)
    finished = CodeFinished(_reference(call, row.attempt), words.bundle, words.companion_key)
    tell(call, Address(row.wanted_account, PRIMARY), finished)


def _reference(call: Call, attempt: str) -> str:
    """One reference of an attempt, always the same."""
    found = select(REFERENCES.c.reference).where(REFERENCES.c.attempt == attempt)
    first: str = call.connection.scalars(found.order_by(REFERENCES.c.reference).limit(1)).one()
    return first
