"""Our primary links a companion of npm `baileys`, and looks at the signature that comes back."""

from pathlib import Path

import pytest

from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects import decode_signed_device_identity, encode_signed_device_identity
from mdaudit.spec.objects.qr_code import decode_qr_code
from mdaudit.spec.reading import Refused
from tests.interop.conftest import StartPeer
from tests.interop.linking import Owner, bob_serves
from tests.interop.peer import Peer, PeerRefusedError
from tests.reference.scene import LAPTOP, at

JID = "15550100001:1@s.whatsapp.net"


def begin(peer: Peer) -> str:
    """Begin an attempt and return what its code says; a reference may hold commas."""
    said: str = peer.ask("begin", reference="2@a,b")
    return said


def signed_back(peer: Peer, payload: bytes) -> bytes:
    """Return the certificate that the companion signs back."""
    answer = peer.ask("link", payload=payload.hex(), jid=JID)
    assert answer["index"] == LAPTOP
    return bytes.fromhex(answer["certificate"])


def test_its_code_is_read_with_its_kind_of_program(node: StartPeer) -> None:
    code = decode_qr_code(begin(node("baileys.mjs")).encode())
    assert code.reference == "2@a,b"
    assert code.client_type is not None


def test_a_companion_is_linked_and_served(node: StartPeer, tmp_path: Path) -> None:
    peer, owner = node("baileys.mjs"), Owner()
    approval = owner.scan(begin(peer), tmp_path)
    certificate = signed_back(peer, approval.payload)
    assert owner.phone.show_as_linked(certificate, at(2)) == LAPTOP
    assert bob_serves(owner, approval.signed_list, certificate)


def test_it_does_not_take_a_payload_of_whom_it_did_not_show_its_code(node: StartPeer) -> None:
    peer, owner = node("baileys.mjs"), Owner()
    code = decode_qr_code(begin(peer).encode())
    guessed = LinkingCode(code.identity_key, b"guess" + bytes(27))
    with pytest.raises(PeerRefusedError, match="Invalid account signature"):
        signed_back(peer, owner.approve(guessed).payload)


def test_another_signature_is_not_shown_as_linked(node: StartPeer, tmp_path: Path) -> None:
    peer, owner = node("baileys.mjs"), Owner()
    certificate = signed_back(peer, owner.scan(begin(peer), tmp_path).payload)
    signed = decode_signed_device_identity(certificate)
    changed = encode_signed_device_identity(
        type(signed)(signed.details, signed.account_signature, None, bytes(64))
    )
    with pytest.raises(Refused, match="LINK-4"):
        owner.phone.show_as_linked(changed, at(2))
