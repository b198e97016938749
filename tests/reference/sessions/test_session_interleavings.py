"""Whatever a network does with two devices' messages, each is read rightly, and at most once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mdaudit.reference.sessions import (
    Ciphertext,
    KeyUsed,
    MessageKind,
    Undecryptable,
    read_pre_key_message,
    read_sessions,
    write_sessions,
)
from mdaudit.reference.sessions.record import SESSION_LIMIT
from mdaudit.reference.sessions.session import CHAIN_LIMIT
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.reference.sessions.devices import Side

NAMES = ("alice", "bob")


def authenticated(sent: Ciphertext) -> tuple[int, int]:
    """Return where in a message the part lies that its HMAC covers, and the HMAC."""
    if sent.kind is MessageKind.ORDINARY:
        return 0, len(sent.octets)
    inner = read_pre_key_message(sent.octets).message
    start = sent.octets.index(inner)
    return start, start + len(inner)


class Network(RuleBasedStateMachine):
    """Two devices that write and begin sessions, and a network that does as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.sides = {name: Side(name) for name in NAMES}
        self.seen: list[tuple[str, bytes, Ciphertext]] = []
        self.delivered: set[int] = set()
        self.begun = 0

    @precondition(lambda self: self.begun < SESSION_LIMIT)
    @rule(name=st.sampled_from(NAMES))
    def begin(self, name: str) -> None:
        self.sides[name].begin(self.other(name), one_time=False)
        self.begun += 1

    @precondition(lambda self: any(side.record.sessions for side in self.sides.values()))
    @rule(name=st.sampled_from(NAMES))
    def write(self, name: str) -> None:
        side = self.sides[name]
        if side.record.sessions:
            plaintext = b"%s %d" % (name.encode(), len(self.seen))
            self.seen.append((name, plaintext, side.write(plaintext)))

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.seen) - 1))
        sender, plaintext, sent = self.seen[number]
        side = self.other(sender)
        before = side.record
        if number in self.delivered:
            with pytest.raises((KeyUsed, Unauthentic)):
                side.read(sent)
            assert side.record == before
            return
        try:
            assert side.read(sent) == plaintext
        except Unauthentic:  # its chain is kept no more
            assert len(self.seen) - number > CHAIN_LIMIT
            assert side.record == before
        else:
            self.delivered.add(number)

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def corrupt(self, data: st.DataObject) -> None:
        sender, _, sent = self.seen[data.draw(st.integers(0, len(self.seen) - 1))]
        octets = bytearray(sent.octets)
        start, end = authenticated(sent)
        octets[data.draw(st.integers(start, end - 1))] ^= 1 << data.draw(st.integers(0, 7))
        side = self.other(sender)
        before = side.record
        with pytest.raises((Malformed, Unauthentic, Undecryptable)):
            side.read(Ciphertext(sent.kind, bytes(octets)))
        assert side.record == before

    @rule(name=st.sampled_from(NAMES))
    def restart(self, name: str) -> None:
        side = self.sides[name]
        side.record = read_sessions(write_sessions(side.record))

    @invariant()
    def nothing_was_shown_twice(self) -> None:
        for side in self.sides.values():
            assert len(set(side.shown)) == len(side.shown)

    def other(self, name: str) -> Side:
        return self.sides[NAMES[1 - NAMES.index(name)]]


TestNetwork = Network.TestCase


@given(data=st.data(), rounds=st.integers(1, CHAIN_LIMIT - 1))
@settings(max_examples=25)
def test_within_the_bounds_every_message_arrives_in_whatever_order(
    data: st.DataObject, rounds: int
) -> None:
    alice, bob = Side("alice"), Side("bob")
    alice.begin(bob)
    late: list[tuple[Side, bytes, Ciphertext]] = []
    for number in range(2 * rounds):
        sender, receiver = (alice, bob) if number % 2 == 0 else (bob, alice)
        for part in range(data.draw(st.integers(1, 4))):
            plaintext = b"%d %d" % (number, part)
            late.append((receiver, plaintext, sender.write(plaintext)))
        _, newest, sent = late.pop()
        assert receiver.read(sent) == newest
    for receiver, plaintext, sent in data.draw(st.permutations(late)):
        assert receiver.read(sent) == plaintext
