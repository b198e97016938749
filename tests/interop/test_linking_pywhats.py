"""Our primary links a companion of PyPI `pywhats`, which runs its own pairing from end to end."""

import asyncio
import os
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from mdaudit.reference.parties.primary import Approval
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects.qr_code import decode_qr_code
from mdaudit.spec.reading import Refused
from tests.interop.linking import Owner, bob_serves
from tests.reference.scene import LAPTOP, at

SERVER = "s.whatsapp.net"


@pytest.fixture
def pywhats() -> Any:
    """Return the package's pairing; without it the test is skipped, or fails if it is required."""
    try:
        with warnings.catch_warnings():  # it says of itself that it was not audited
            warnings.simplefilter("ignore", DeprecationWarning)
            return import_module("pywhats.pairing")
    except ImportError:
        if os.environ.get("REQUIRE_INTEROP") == "1":
            pytest.fail("pip install pywhats")
        pytest.skip("pywhats is not installed")


class Server:
    """What the companion is connected to: it hands out a reference, and passes a payload on."""

    def __init__(self, pairing: Any) -> None:
        self._pairing = pairing
        self.approval: Approval | None = None
        """What the owner approved, once the code was seen."""
        self.said: list[Any] = []
        """What it says, decoded."""

    def stanza(self, *content: Any) -> bytes:
        """Return an ``iq`` with this content, on the wire."""
        attributes = {"id": "1", "type": "set", "from": SERVER}
        octets: bytes = self._pairing.encode(
            self._pairing.Node(tag="iq", attrs=attributes, content=list(content))
        )
        return octets

    async def recv(self) -> bytes:
        """Return the references first, and what the owner approved then."""
        node = self._pairing.Node
        if self.approval is None:
            reference = node(tag="ref", content=b"reference")
            return self.stanza(node(tag="pair-device", content=[reference]))
        identity = node(tag="device-identity", content=self.approval.payload)
        jid = self._pairing.JID(user="15550100001", server=SERVER, device=1)
        device = node(tag="device", attrs={"jid": jid})
        return self.stanza(node(tag="pair-success", content=[device, identity]))

    async def send(self, octets: bytes) -> None:
        """Hear what the companion says."""
        self.said.append(self._pairing.decode(octets))

    def certificate(self) -> bytes:
        """Return what it signed back."""
        identity = self.said[-1].get_child("pair-device-sign").get_child("device-identity")
        assert identity.get_str("key-index") == str(LAPTOP)
        octets: bytes = identity.content_bytes()
        return octets


def link(pairing: Any, server: Server, approve: Any) -> None:
    """Let the companion run its pairing against the server."""

    async def on_qr(said: str) -> None:
        server.approval = approve(said)

    companion = pairing.Pairer(transport=server, device=pairing.make_fresh_device())
    asyncio.run(companion.run(on_qr))


def test_a_companion_is_linked_and_served(pywhats: Any, tmp_path: Path) -> None:
    owner = Owner()
    server = Server(pywhats)
    link(pywhats, server, lambda said: owner.scan(said, tmp_path))
    assert owner.phone.show_as_linked(server.certificate(), at(2)) == LAPTOP
    assert server.approval is not None
    assert bob_serves(owner, server.approval.signed_list, server.certificate())


def test_it_does_not_take_a_payload_of_whom_it_did_not_show_its_code(pywhats: Any) -> None:
    owner = Owner()
    server = Server(pywhats)

    def guess(said: str) -> Approval:
        code = decode_qr_code(said.encode())
        return owner.approve(LinkingCode(code.identity_key, b"guess" + bytes(27)))

    with pytest.raises(pywhats.PairingFailed, match="HMAC did not verify"):
        link(pywhats, server, guess)


def test_a_certificate_of_another_attempt_is_not_shown_as_linked(
    pywhats: Any, tmp_path: Path
) -> None:
    owner, stranger = Owner(), Owner()
    server = Server(pywhats)
    link(pywhats, server, lambda said: stranger.scan(said, tmp_path))
    owner.approve(LinkingCode(owner.phone.identity_key, bytes(32)))
    with pytest.raises(Refused, match="LINK-4"):
        owner.phone.show_as_linked(server.certificate(), at(2))
