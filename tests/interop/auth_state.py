"""A store that npm `baileys` writes itself, about a client that our primary links.

    python -m tests.interop.auth_state FOLDER

writes one. All accounts are fictional and all keys are made for this.
"""

import os
import shutil
import sys
from pathlib import Path

from mdaudit.reference.signed.issuing import certify, linking_payload
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import DeviceIdentity
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time
from tests.fixtures.stores.make import (
    COLLEAGUE,
    DAY,
    FRIEND,
    FRIEND_HIDDEN,
    GROUP,
    LINKED,
    ME,
    OWN,
    OWN_HIDDEN,
)
from tests.interop.peer import Peer


def main_device(account: str) -> str:
    """Return the address of an account's main device."""
    return f"{account}@s.whatsapp.net"


def companion(account: str, device: int) -> str:
    """Return the address of a companion."""
    return f"{account}:{device}@s.whatsapp.net"


def write_store(peer: Peer, folder: Path) -> None:
    """Let the client write a store: linked, with a friend's two devices, a colleague, a group."""
    peer.ask("clock", seconds=LINKED)
    _link(peer, folder)
    hidden = {FRIEND: FRIEND_HIDDEN, f"{FRIEND_HIDDEN}_reverse": FRIEND}
    peer.ask("set", data={"lid-mapping": hidden})
    for device in (main_device(OWN), main_device(FRIEND), companion(FRIEND, 3)):
        peer.ask("hear", **{"from": device, "me": ME})
    peer.ask("clock", seconds=LINKED + DAY)
    peer.ask("hear", **{"from": main_device(COLLEAGUE), "me": ME})
    members = [main_device(FRIEND), companion(FRIEND, 3), main_device(COLLEAGUE)]
    for device in members:
        peer.ask("group_key_from", group=GROUP, **{"from": device})
    peer.ask("group_key_to", group=GROUP, me=ME, to=members)
    lists = {OWN: ["0", "12"], FRIEND: ["0", "3"], COLLEAGUE: ["0"]}
    peer.ask("set", data={"device-list": lists})
    state_key = {"keyData": "", "fingerprint": {"rawId": 1, "currentIndex": 1}, "timestamp": "0"}
    peer.ask("set", data={"app-state-sync-key": {"AAAAAAAB": state_key}})


def _link(peer: Peer, folder: Path) -> None:
    primary, life = KeyPair.generate(os.urandom), RawId(4711)
    shown = peer.ask("create", folder=str(folder))
    companion_key = IdentityKey(bytes.fromhex(shown["identity_key"]))
    code = LinkingCode(companion_key, bytes.fromhex(shown["linking_secret"]))
    claims = DeviceIdentity(life, Time(LINKED), Index(1))
    payload = linking_payload(code, certify(primary, companion_key, claims, os.urandom))
    peer.ask("pair", payload=payload.hex(), jid=ME, lid=f"{OWN_HIDDEN}:12@lid")
    keys = {"private_key": primary.private.hex(), "public_key": primary.public.hex()}
    peer.ask("known_peer", jid=main_device(OWN), **keys)


def main() -> None:
    """Write a store to the folder that the caller names."""
    node = shutil.which("node")
    assert node is not None, "node is not installed; see tests/interop/README.md"
    with Peer(node, "../auth_state.mjs") as peer:
        write_store(peer, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
