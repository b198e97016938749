"""The phone is the source of truth.

A system of its own, with nothing of the others in it: phones, sessions that mirror them, and
messages. There are no rules to check, because a session checks nothing. (Source: engineering post
of 2021, on what went before.)
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function, both, every, implies, negate
from mdaudit.spec.reading import assume
from mdaudit.spec.registry import Actor, Kind, promise, step
from mdaudit.spec.sorts import NO_KEY, Client, IdentityKey, Message, Truth
from mdaudit.spec.state.system import System, default, replace


@dataclass(frozen=True, kw_only=True)
class PhoneCentred(System):
    """The old architecture: phones and the sessions that mirror them."""

    is_on: Function[IdentityKey, Truth] = default(value=False)
    """The phone is switched on and reaches the server."""
    mirrors: Function[Client, IdentityKey] = default(NO_KEY)
    """The phone that a companion session is a window onto."""
    written: Function[Client, Message, Truth] = default(value=False)
    """The owner wrote the message in the session."""
    stored: Function[IdentityKey, Message, Truth] = default(value=False)
    """The phone holds the message."""
    shown: Function[Client, Message, Truth] = default(value=False)
    """The session shows the message."""
    left: Function[Message, IdentityKey] = default(NO_KEY)
    """The phone that encrypted the message and sent it to its recipients."""


@step(Actor.NATURE, "{phone} is switched on or off.")
def switch(s: PhoneCentred, phone: IdentityKey, on: Truth) -> PhoneCentred:
    """Batteries, networks, trains."""
    return replace(s, is_on=s.is_on.but(phone, becomes=on))


@step(Actor.PRIMARY, "{phone} scans the code of {session}.")
def mirror(s: PhoneCentred, session: Client, phone: IdentityKey) -> PhoneCentred:
    """The session gets a channel to the phone, and no identity of its own."""
    assume(both(phone != NO_KEY, s.is_on(phone)), "there is a phone, and it is on")
    assume(s.mirrors(session) == NO_KEY, "the session is new")
    return replace(s, mirrors=s.mirrors.but(session, becomes=phone))


@step(Actor.COMPANION, "The owner writes {message} in {session}.")
def write(s: PhoneCentred, session: Client, message: Message) -> PhoneCentred:
    """The session keeps it until the phone takes it."""
    return replace(s, written=s.written.but(session, message, becomes=True))


@step(Actor.PRIMARY, "{phone} sends {message} of {session}.")
def send_for_session(
    s: PhoneCentred, phone: IdentityKey, session: Client, message: Message
) -> PhoneCentred:
    """The phone takes the message, holds it, encrypts it under its key and sends it."""
    assume(both(phone != NO_KEY, s.mirrors(session) == phone), "the session mirrors the phone")
    assume(s.is_on(phone), "the phone is on")
    assume(s.written(session, message), "the message was written in the session")
    assume(s.left(message) == NO_KEY, "the message has not left yet")
    return replace(
        s,
        stored=s.stored.but(phone, message, becomes=True),
        left=s.left.but(message, becomes=phone),
    )


@step(Actor.PRIMARY, "{phone} shows {message} in {session}.")
def show_in_session(
    s: PhoneCentred, phone: IdentityKey, session: Client, message: Message
) -> PhoneCentred:
    """The phone sends the session a picture of what it holds."""
    assume(both(phone != NO_KEY, s.mirrors(session) == phone), "the session mirrors the phone")
    assume(both(s.is_on(phone), s.stored(phone, message)), "the phone is on and holds the message")
    return replace(s, shown=s.shown.but(session, message, becomes=True))


@promise(
    "21",
    "In the old architecture, as contrast: nothing leaves a session while its phone is off",
    kind=Kind.CHANGE,
)
def nothing_leaves_without_the_phone(before: PhoneCentred, after: PhoneCentred) -> Truth:
    """No promise of the multi-device design. Whatever leaves in a step leaves through a phone that
    is on, and a session shows only what its phone holds.
    """
    return both(
        every(
            after.left,
            lambda message: implies(
                before.left(message) == NO_KEY,
                both(after.is_on(after.left(message)), after.stored(after.left(message), message)),
            ),
        ),
        every(
            after.shown,
            lambda session, message: implies(
                negate(before.shown(session, message)),
                both(
                    after.is_on(after.mirrors(session)),
                    after.stored(after.mirrors(session), message),
                ),
            ),
        ),
    )
