"""Security codes are the digits that another implementation shows for the same keys and names."""

import pytest

from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.security_code import ITERATIONS, Fingerprinted, security_code
from tests.interop.conftest import StartPeer
from tests.interop.peer import Peer
from tests.reference.scene import stream

RANDOM = stream("security codes")


def user(number: int) -> Fingerprinted:
    return Fingerprinted(b"1555010%04d" % number, (KeyPair.generate(RANDOM).public,))


def theirs(peer: Peer, local: Fingerprinted, remote: Fingerprinted, version: int) -> str:
    told = [{"name": u.name.hex(), "key": "05" + u.keys[0].hex()} for u in (local, remote)]
    code: str = peer.ask(
        "security_code", iterations=ITERATIONS, version=version, local=told[0], remote=told[1]
    )
    return code


@pytest.mark.parametrize("version", [1, 2])
def test_codes_are_the_same_from_both_sides(node: StartPeer, version: int) -> None:
    peer = node("libsignal-client.mjs")
    for number in range(4):
        one, other = user(number), user(number + 100)
        code = security_code(one, other)
        assert theirs(peer, one, other, version) == theirs(peer, other, one, version) == code


def test_another_key_has_another_code(node: StartPeer) -> None:
    peer = node("libsignal-client.mjs")
    one, other = user(1), user(2)
    changed = Fingerprinted(one.name, user(1).keys)
    assert theirs(peer, changed, other, 2) != security_code(one, other)
