"""Devices that ask a server: a phone, and companions that it links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from mdaudit.reference.protocol.access import Answer, Challenge, Token, string_to_sign
from mdaudit.reference.protocol.account import (
    ListPublication,
    OwnDevices,
    Registration,
    ShownAccount,
)
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import (
    Delivery,
    Envelope,
    Kind,
    Outgoing,
    Receipt,
    Submission,
    Told,
)
from mdaudit.reference.protocol.linking import Approval, Attempt, Completion
from mdaudit.reference.protocol.notice import Notice
from mdaudit.reference.protocol.part import read
from mdaudit.reference.protocol.prekeys import (
    Bundle,
    BundleRequest,
    Bundles,
    OneTimePreKey,
    PreKeys,
    SignedPreKey,
)
from mdaudit.reference.server import mailboxes
from mdaudit.reference.server.call import Call
from mdaudit.reference.sessions.public_key import serialised
from mdaudit.reference.signed.issuing import certify, consent, sign_list
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import DeviceIdentity, KeyIndexList
from mdaudit.spec.sorts import Index, RawId
from tests.reference.scene import ALICE, LIFE
from tests.reference.server.reached import Reached
from tests.reference.server.world import World

ONE_TIME_KEYS = 6
"""How many one-time pre keys a device uploads at first."""


class Device:
    """A device with keys, that is linked or wants to be."""

    def __init__(self, world: Reached, address: Address) -> None:
        self.world = world
        self.address = address
        self.keys = KeyPair.generate(world.random)

    @cached_property
    def token(self) -> str:
        """A token of the device; it signs a challenge for it once."""
        return self.log_in()

    def log_in(self) -> str:
        """Sign a challenge."""
        asked = self.world.ask("POST", "/challenges", self.address, kind=Challenge)
        string = string_to_sign(self.address, asked.challenge)
        signature = self.keys.sign(string, self.world.random)
        answer = Answer(self.address, asked.challenge, signature)
        return str(self.world.ask("POST", "/tokens", answer, kind=Token).token)

    def ask(self, method: str, path: str, body: Any = None, kind: type[Any] = bytes) -> Any:
        """Ask the server with the device's token."""
        return self.world.ask(method, path, body, token=self.token, kind=kind)

    def pre_keys(self, *ids: int) -> PreKeys:
        """Pre keys that the device signed, with one-time keys of these ids."""
        public = KeyPair.generate(self.world.random).public
        signature = self.keys.sign(serialised(public), self.world.random)
        one_time = tuple(OneTimePreKey(i, bytes([i % 256] * 32)) for i in ids)
        return PreKeys(1, SignedPreKey(1, public, signature), one_time)

    def account(self, account: str = ALICE, held: str = "") -> ShownAccount:
        """What the directory shows this device of an account."""
        query = f"?held={held}" if held else ""
        shown: ShownAccount = self.ask("GET", f"/accounts/{account}{query}", kind=ShownAccount)
        return shown

    def bundles(self, *devices: int, account: str = ALICE) -> tuple[Bundle, ...]:
        """Bundles of devices of an account."""
        path, wanted = f"/accounts/{account}/bundles", BundleRequest(devices)
        answer: Bundles = self.ask("POST", path, wanted, Bundles)
        return answer.bundles

    def own_devices(self) -> OwnDevices:
        """The devices of the own account."""
        devices: OwnDevices = self.ask("GET", "/devices", kind=OwnDevices)
        return devices

    def submit(
        self, message: str, *to: Device | Address, content: bytes = b"sealed", **rest: Any
    ) -> Receipt:
        """Hand a message over, with an envelope for each device."""
        addresses = [one.address if isinstance(one, Device) else one for one in to]
        envelopes = tuple(Outgoing(address, Kind.MESSAGE, content) for address in addresses)
        submission = Submission(message, envelopes, **rest)
        receipt: Receipt = self.ask("POST", "/messages", submission, Receipt)
        return receipt

    def waiting(self) -> list[Envelope | Told]:
        """Everything in the device's mailbox, as a look inside the server shows it."""
        rows = self._inside(lambda call: mailboxes.waiting(call, 0))
        return [read(octets, Delivery) for _, octets in rows]  # type: ignore[arg-type]

    def acknowledge(self, sequence: int) -> None:
        """Acknowledge a delivery, as the web socket does."""
        self._inside(lambda call: mailboxes.acknowledge(call, sequence))

    def _inside(self, work: Callable[[Call], Any]) -> Any:
        assert isinstance(self.world, World), "a look inside needs a server in this process"

        def as_this_device(call: Call) -> Any:
            call.caller = self.address
            return work(call)

        return self.world.inside(as_this_device)

    def messages(self) -> list[str]:
        """The messages that wait."""
        return [one.message for one in self.waiting() if isinstance(one, Envelope)]

    def notices(self) -> list[Notice]:
        """The notices that wait."""
        return [one.notice for one in self.waiting() if isinstance(one, Told)]


class Phone(Device):
    """A primary: it signs lists and links companions."""

    def __init__(self, world: Reached, account: str = ALICE, life: RawId = LIFE) -> None:
        super().__init__(world, Address(account, 0))
        self.life = life
        self.highest = 0

    def signed_list(self, companions: Iterable[int] = ()) -> bytes:
        """A list of these companions, signed now."""
        indexes = frozenset(map(Index, {0, *companions}))
        self.highest = max(self.highest, *indexes)
        claims = KeyIndexList(self.life, self.world.now, Index(self.highest), indexes)
        return sign_list(self.keys, claims, self.world.random)

    def registration(self) -> Registration:
        """The account's first words."""
        keys = self.pre_keys(*range(1, ONE_TIME_KEYS + 1))
        return Registration(self.keys.public, self.life, self.signed_list(), keys, "phone", "test")

    def register(self) -> Phone:
        """Register the account."""
        self.world.ask("PUT", f"/accounts/{self.address.account}", self.registration())
        return self

    def publish(self, *companions: int) -> bytes:
        """Hand over a list of these companions, a second after the last one."""
        self.world.later(1)
        signed = self.signed_list(companions)
        path = f"/accounts/{self.address.account}/list"
        self.ask("PUT", path, ListPublication(signed, self.life))
        return signed

    def approval(self, reference: str, companion: Device, *others: int) -> Approval:
        """The approval of a companion, on a list with the others."""
        self.world.later(1)
        device = companion.address.device
        signed = self.signed_list({*others, device})
        return Approval(reference, b"for the companion", signed, device, companion.keys.public)

    def link(self, device: int, *others: int) -> Companion:
        """Link a companion, on a list with the others."""
        companion = Companion(self, device)
        attempt = self.world.ask("POST", "/linking", kind=Attempt)
        approval = self.approval(attempt.references[0], companion, *others)
        self.ask("POST", "/approvals", approval)
        path = f"/linking/{attempt.attempt}/completion"
        self.world.ask("POST", path, companion.completion())
        return companion


class Companion(Device):
    """A companion of a phone."""

    def __init__(self, phone: Phone, device: int) -> None:
        super().__init__(phone.world, Address(phone.address.account, device))
        self.phone = phone

    def certified(self) -> bytes:
        """Its certificate with both signatures, for the phone's present life."""
        identity = DeviceIdentity(self.phone.life, self.world.now, Index(self.address.device))
        signed = certify(self.phone.keys, self.keys.public, identity, self.world.random)
        return consent(self.keys, self.phone.keys.public, signed, self.world.random)

    def completion(self) -> Completion:
        """It signs back."""
        keys = self.pre_keys(*range(1, ONE_TIME_KEYS + 1))
        return Completion(self.certified(), keys, "laptop", "test")
