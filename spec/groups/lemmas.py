"""Why the promises about groups hold: what stays true of sender keys at every step."""

from __future__ import annotations

from mdaudit.spec.logic import both, every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import (
    CHAIN_START,
    NEVER,
    NO_KEY,
    NO_SENDER_KEY,
    NOWHERE,
    Client,
    Truth,
)
from mdaudit.spec.state import State


@lemma("6b", "7b")
def given_keys_have_a_giver(s: State) -> Truth:
    """What is remembered of giving a key belongs to a giving, which was not in the future."""
    return every(
        s.given_from,
        lambda chain, account, index, key: both(
            chain != NO_SENDER_KEY,
            s.given_pin(chain, account, index, key) != NO_KEY,
            s.given_at(chain, account, index, key) != NEVER,
            s.given_at(chain, account, index, key) <= s.now,
        ),
    )


@lemma("6b", "7b", "10", "10b")
def group_messages_have_a_sender(s: State) -> Truth:
    """Only sent group messages can be read, and what is remembered of one was not in the future."""
    return both(
        every(s.sent_under, lambda message: s.sender(message) != Client("")),
        every(
            s.readable,
            lambda message, account, _index, _key: both(
                s.sent_under(message) != NO_SENDER_KEY,
                s.group_pin(message, account) != NO_KEY,
                s.group_sent_at(message) != NEVER,
                s.group_sent_at(message) <= s.now,
            ),
        ),
        every(
            s.group_told_at,
            lambda message, _account, _index: s.sent_under(message) != NO_SENDER_KEY,
        ),
    )


@lemma("10b")
def chains_only_go_forward(s: State) -> Truth:
    """Every message lies before the present place of its chain, and after the chain's start."""
    return both(
        every(s.chain_position, lambda chain: s.chain_position(chain) > CHAIN_START),
        every(
            s.sent_under,
            lambda message: both(
                s.sent_position(message) >= CHAIN_START,
                s.sent_position(message) < s.chain_position(s.sent_under(message)),
            ),
        ),
        every(
            s.given_from,
            lambda chain, account, index, key: both(
                s.given_from(chain, account, index, key) > NOWHERE,
                s.given_from(chain, account, index, key) <= s.chain_position(chain),
            ),
        ),
    )


@lemma("10c")
def inbound_keys_were_brought(s: State) -> Truth:
    """The client reads a device's messages only under keys that the device's session brought."""
    return every(
        s.inbound,
        lambda client, group, account, index, key, chain: s.brought(
            client, group, account, index, key, chain
        ),
    )
