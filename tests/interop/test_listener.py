"""A listener on another implementation hears what ours hears: what it should, and nothing else."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.server.adversary.loot import PrivateKeys, Taken
from mdaudit.spec.reading import read_as
from tests.interop.conftest import StartPeer
from tests.interop.peer import Peer, PeerRefusedError
from tests.reference.scene import without
from tests.whole.adversary.watched import Watched, watched

SCRIPT = "listener.mjs"


def keys_in(wire: list[Taken]) -> list[PrivateKeys]:
    """Return the private keys that the adversary has."""
    return [taken.keys for taken in wire if taken.keys is not None]


def opened(peer: Peer, keys: PrivateKeys, taken: Taken) -> bytes:
    """Return what the other implementation makes of a ciphertext; nothing, where it throws."""
    told = {
        "identity": keys.identity_key.hex(),
        "registration": keys.registration_id,
        "signed": keys.signed_pre_key.hex(),
    }
    try:
        return bytes.fromhex(peer.ask("open", keys=told, octets=taken.content.hex()))
    except PeerRefusedError:
        return b""


def heard(peer: Peer, scene: Watched, keys: list[PrivateKeys]) -> list[str]:
    """Return which of Bob's texts it hears: every key is tried on every first message."""
    first = [taken for taken in scene.wire() if taken.kind is Kind.PRE_KEY]
    assert first
    plaintexts = [opened(peer, key, taken) for key in keys for taken in first]
    return [text for text in scene.written if any(text.encode() in one for one in plaintexts)]


def test_it_hears_what_is_written_to_a_false_phone(node: StartPeer, tmp_path: Path) -> None:
    with watched("account-reset", tmp_path) as scene:
        scene.bob_writes("nice to meet you")
        keys = keys_in(scene.wire())
        assert heard(node(SCRIPT), scene, keys) == ["nice to meet you"]


@pytest.mark.parametrize(
    ("mode", "rules"),
    [
        ("injected-device", ["DEV-1"]),
        ("stripped-identity", ["DEV-4"]),
        ("embedded-foreign-key", ["DEV-5", "DEV-1"]),
    ],
)
def test_it_hears_a_careless_client_and_no_other(
    node: StartPeer, tmp_path: Path, mode: str, rules: list[str]
) -> None:
    with watched(mode, tmp_path) as scene:
        scene.bob_writes("the rules hold")
        with read_as(without(*rules)):
            scene.bob_writes("the rules are gone")
        keys = keys_in(scene.wire())
        assert heard(node(SCRIPT), scene, keys) == ["the rules are gone"]
