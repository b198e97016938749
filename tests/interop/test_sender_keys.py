"""Sender keys with another implementation, in both directions."""

import pytest

from mdaudit.reference.sender_keys import OwnSenderKey, SenderKeyRecord, read_distribution
from mdaudit.reference.sessions import KeyUsed
from tests.interop.conftest import StartPeer
from tests.interop.peer import Peer, PeerRefusedError
from tests.reference.scene import stream

OURS, THEIRS = "15550100001", "15550100002"


@pytest.fixture
def peer(node: StartPeer) -> Peer:
    return node("whatsapp-rust-bridge.mjs")


def test_they_read_ours_in_another_order_and_once(peer: Peer) -> None:
    random = stream("ours")
    key = OwnSenderKey.generate(random)
    peer.ask("receive", sender=OURS, octets=key.distribution().hex())
    sent = []
    for number in range(6):
        key, octets = key.encrypt(b"message %d" % number, random)
        sent.append(octets.hex())
    for number in (0, 5, 2, 1, 4, 3):
        read = peer.ask("decrypt", sender=OURS, octets=sent[number])
        assert bytes.fromhex(read) == b"message %d" % number
    with pytest.raises(PeerRefusedError, match="old counter"):
        peer.ask("decrypt", sender=OURS, octets=sent[2])


def test_who_is_given_ours_later_reads_from_there(peer: Peer) -> None:
    random = stream("ours")
    key, before = OwnSenderKey.generate(random).encrypt(b"before", random)
    peer.ask("receive", sender=OURS, octets=key.distribution().hex())
    _, after = key.encrypt(b"after", random)
    assert bytes.fromhex(peer.ask("decrypt", sender=OURS, octets=after.hex())) == b"after"
    with pytest.raises(PeerRefusedError, match="old counter"):
        peer.ask("decrypt", sender=OURS, octets=before.hex())


def test_they_refuse_ours_with_a_changed_byte(peer: Peer) -> None:
    random = stream("ours")
    key = OwnSenderKey.generate(random)
    peer.ask("receive", sender=OURS, octets=key.distribution().hex())
    _, octets = key.encrypt(b"message", random)
    with pytest.raises(PeerRefusedError, match="signature"):
        peer.ask("decrypt", sender=OURS, octets=(octets[:-1] + bytes([octets[-1] ^ 1])).hex())


def test_we_read_theirs_in_another_order_and_once(peer: Peer) -> None:
    given = bytes.fromhex(peer.ask("distribution", sender=THEIRS))
    record = SenderKeyRecord().with_distribution(read_distribution(given))
    sent = [
        bytes.fromhex(peer.ask("encrypt", sender=THEIRS, plaintext=(b"message %d" % n).hex()))
        for n in range(6)
    ]
    for number in (3, 0, 1, 5, 4, 2):
        read = record.decrypt(sent[number])
        assert (read.plaintext, read.position) == (b"message %d" % number, number)
        record = read.record
    with pytest.raises(KeyUsed):
        record.decrypt(sent[3])


def test_theirs_given_again_does_not_bring_old_messages_back(peer: Peer) -> None:
    given = bytes.fromhex(peer.ask("distribution", sender=THEIRS))
    sent = bytes.fromhex(peer.ask("encrypt", sender=THEIRS, plaintext=b"once".hex()))
    read = SenderKeyRecord().with_distribution(read_distribution(given)).decrypt(sent)
    assert read.plaintext == b"once"
    again = bytes.fromhex(peer.ask("distribution", sender=THEIRS))
    record = read.record.with_distribution(read_distribution(again))
    with pytest.raises(KeyUsed):
        record.decrypt(sent)
    following = bytes.fromhex(peer.ask("encrypt", sender=THEIRS, plaintext=b"next".hex()))
    assert record.decrypt(following).plaintext == b"next"
