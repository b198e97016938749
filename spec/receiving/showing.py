"""What is shown, as whose, and how often.

* **RCV-1** A message is shown as from the account whose device the session belongs to.
* **RCV-2** Messages of a device that the list held now does not name are refused, those on the way
  too: when something was sent cannot be proved. The user is shown that there is a gap.
* **RCV-3** A message of a device is shown once, to an account or to a group.
* **FAN-5** A copy of an own message is accepted only from a verified device of the own account.

What DEV-3 and FAN-2 ask on receipt is asked here as well: the held list names the device, and is
unexpired.
"""

from __future__ import annotations

from mdaudit.spec.device_list.devices import admit
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import either, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Count,
    IdentityKey,
    Index,
    Message,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import lists
from mdaudit.spec.state.system import replace


@rule(
    "RCV-1",
    "A message is shown as from the account whose device the session belongs to",
    source="open clients: the session is found by the sender's address",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.SERVER,
    expected="a message of a device of {account}",
    got="one that is only said to be",
)
def session_is_of(account: Account, session_account: Account) -> Truth:
    """The address on the envelope is the server's."""
    return account == session_account


@rule(
    "RCV-2",
    "A message of a device that the list held now does not name is refused, however early sent",
    source="inferred: open clients drop the session; sending time cannot be proved",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="index {index} valid in the list held now",
    got="a message of a device that the held list does not name",
    needless="DEV-3 asks the same of the held list, and that it is unexpired. Without both, what a "
    "removed device writes is shown.",
)
def is_listed_now(s: State, client: Client, account: Account, index: Index) -> Truth:
    """Whoever holds the removed device can date its messages as it likes."""
    return either(index == PRIMARY, lists(s.held(client, account), index))


@rule(
    "RCV-3",
    "A message of a device is shown once",
    source="open clients: a message id is unique per sender",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.SERVER,
    expected="a message that was not shown before",
    got="{message} again",
)
def not_shown_before(s: State, client: Client, key: IdentityKey, message: Message) -> Truth:
    """A retry makes a second ciphertext of one message, and the server may deliver both."""
    return negate(s.seen(client, key, message))


@rule(
    "FAN-5",
    "A copy of an own message is accepted only from a device of the own account",
    source="open clients: the device-sent wrapper; that it must be checked is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.DEVICE_KEY,
    expected="a device of the own account {own}",
    got="a device of {account}",
)
def is_own_device(account: Account, own: Account) -> Truth:
    """A stranger could put words into the user's own mouth."""
    return account == own


@step(
    Actor.CLIENT,
    "{client} shows {message} as from {account}; it came from device {index} of {session_account}.",
)
def show(
    s: State,
    client: Client,
    account: Account,
    session_account: Account,
    index: Index,
    key: IdentityKey,
    message: Message,
    clock: Time,
) -> State:
    """A message to this user arrives over a session, with an envelope that names an account."""
    own = s.own_account(client)
    assume(s.written(key, message, own), "the session proves who wrote it, and to whom")
    require(session_is_of, account, session_account)
    require(is_listed_now, s, client, session_account, index)
    admitted = admit(s, client, session_account, index, key, clock)
    return shown_once(admitted, client, account, session_account, index, key, message, own, clock)


@step(
    Actor.CLIENT,
    "{client} shows {message} to {to} as its user's own; it came from device {index} of "
    "{session_account}.",
)
def show_own(
    s: State,
    client: Client,
    session_account: Account,
    index: Index,
    key: IdentityKey,
    message: Message,
    to: Account,
    clock: Time,
) -> State:
    """A device-sent copy arrives: what this user wrote to somebody, on another device."""
    own = s.own_account(client)
    assume(s.written(key, message, to), "the session proves who wrote it, and to whom")
    require(is_own_device, session_account, own)
    require(is_listed_now, s, client, session_account, index)
    admitted = admit(s, client, session_account, index, key, clock)
    return shown_once(admitted, client, own, session_account, index, key, message, to, clock)


def shown_once(
    s: State,
    client: Client,
    account: Account,
    session_account: Account,
    index: Index,
    key: IdentityKey,
    message: Message,
    to: Account,
    clock: Time,
) -> State:
    """The message is shown as sent by an account to another one, with what that was based on."""
    own = s.own_account(client)
    assume(s.own_key(client) != NO_KEY, "the client is set up")
    require(list_is_usable, s, client, own, s.own_index(client), clock)
    place = (client, account, index, key, message)
    return replace(
        counted_as_shown(s, client, key, message),
        shown=s.shown.but(*place, to, becomes=True),
        shown_from=s.shown_from.but(*place, becomes=session_account),
        shown_pin=s.shown_pin.but(*place, becomes=s.pin(client, account)),
        shown_list=s.shown_list.but(*place, becomes=s.held(client, account)),
        shown_evidence=s.shown_evidence.but(
            *place, becomes=s.evidence(client, account, index, key)
        ),
    )


def counted_as_shown(s: State, client: Client, key: IdentityKey, message: Message) -> State:
    """This device's message of this id is shown now, and never again."""
    require(not_shown_before, s, client, key, message)
    times = s.times_shown(client, key, message)
    return replace(
        s,
        seen=s.seen.but(client, key, message, becomes=True),
        times_shown=s.times_shown.but(client, key, message, becomes=Count(times + 1)),
    )


@step(Actor.ADVERSARY, "With the key {key}, the adversary writes {message} to {to}.")
def write_as(s: State, key: IdentityKey, message: Message, to: Account) -> State:
    """Any message to anybody, under a corrupt key."""
    assume(s.corrupt(key), "the key is corrupt")
    return replace(s, written=s.written.but(key, message, to, becomes=True))
