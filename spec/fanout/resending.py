"""Sending again: retries, and the backfill of a device that was missed.

A receiver that could not decrypt asks again, and a server that knows of another device says so.
Both requests are the server's word: it could ask for a copy for any device, of any old message.

* **FAN-4** One pairwise ciphertext per device and attempt.
* **FAN-6** The account of a message, and the pins under which it was sent, are fixed when it is
  first sent. A later copy goes to a device that passes FAN-1 to FAN-3 and ICDC-5 now and whose
  certificate is not newer than the first sending plus two clock errors; five times at most. Of a
  message to a group, it goes to a device that could read it when it was sent: one that was given
  its sender key.

The copy of a group message is a pairwise one: who lost the sender key is not given its past.

A backfill ends after a short time. Sources do not say how short, and no promise depends on it.
"""

from __future__ import annotations

from typing import Final

from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.fanout.sending import is_served, require_ready, with_copies
from mdaudit.spec.logic import both, either
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NO_KEY,
    NO_SENDER_KEY,
    NOWHERE,
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
from mdaudit.spec.state.signed import certificate_time
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import change_is_confirmed

RETRIES: Final = Count(5)
"""How often a message is encrypted again for one device.

Source: open clients, whose receivers ask five times; that the sender stops there too is inferred.
"""


@rule(
    "FAN-4",
    "One pairwise ciphertext per device and attempt",
    source="engineering post of 2021: encrypted once for each device",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="one ciphertext for the device",
    got="{ciphertexts} of them",
    needless="In the model the copies of a message are a set, so there is nothing to break; on the "
    "wire a second ciphertext only costs.",
)
def once_per_attempt(ciphertexts: int) -> Truth:
    """A second one would advance the session, and tell nobody anything."""
    return ciphertexts <= 1


@rule(
    "FAN-6",
    "A later copy goes to whom the message was for, and to no device that came after it",
    source="white paper, backfill: newly found devices within a short time; open clients: a group "
    "message again is pairwise, for the device that asks; the bounds are inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.CLIENT,
    expected="a device of the message's accounts, under their pins, certified by then",
    got="index {index} of {account}",
    dropping="the server can ask for any old message on behalf of any new device",
)
def was_meant(
    s: State, client: Client, message: Message, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """A device that is linked today must not read what was written yesterday."""
    dated = certificate_time(s.evidence(client, account, index, key))
    return both(
        is_for(s, client, message, account, index, key),
        s.resent(message, account, index, key) < RETRIES,
        either(index == PRIMARY, dated <= s.policy.latest(s.first_sent(message))),
    )


def is_for(
    s: State, client: Client, message: Message, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """The message was for the device's account, which is pinned as it was then."""
    to_an_account = both(
        s.sent_under(message) == NO_SENDER_KEY,
        either(account == s.sent_to(message), account == s.own_account(client)),
    )
    return both(
        either(to_an_account, could_read(s, message, account, index, key)),
        s.pin(client, account) == s.sent_pin(message, account),
        s.pin(client, account) != NO_KEY,
    )


def could_read(
    s: State, message: Message, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """The message was to a group, and the device was given its sender key in time to read it."""
    chain = s.sent_under(message)
    given = s.given_from(chain, account, index, key)
    return both(chain != NO_SENDER_KEY, given != NOWHERE, given <= s.sent_position(message))


@variant(was_meant, "any-present-device")
def was_meant_for_the_account(
    s: State, client: Client, message: Message, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """Old messages are encrypted for whichever device the account has now."""
    few = s.resent(message, account, index, key) < RETRIES
    return both(is_for(s, client, message, account, index, key), few)


@step(Actor.CLIENT, "{client} encrypts {message} again, for device {index} of {account}.")
def send_again(
    s: State,
    client: Client,
    message: Message,
    account: Account,
    index: Index,
    key: IdentityKey,
    clock: Time,
) -> State:
    """A retry or a backfill: one more copy, for one device, because the server asked."""
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(both(client != Client(""), s.sender(message) == client), "the client sent the message")
    assume(s.knows(client, account, index, key), "there is a session with the device")
    require_ready(s, client, s.sent_to(message), clock)
    require(change_is_confirmed, s, client, account)
    require(was_meant, s, client, message, account, index, key)
    assume(is_served(s, client, account, index, key, clock), "the device passes the fan-out now")
    times = s.resent(message, account, index, key)
    one_device = s.knows.at(client).where(
        lambda other, other_index, other_key: both(
            other == account, other_index == index, other_key == key
        )
    )
    counted = replace(
        s, resent=s.resent.but(message, account, index, key, becomes=Count(times + 1))
    )
    return with_copies(counted, client, message, one_device)
