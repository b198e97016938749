"""Bob's phone asks a server that lies, and judges by the specification's own steps."""

from __future__ import annotations

from hashlib import sha256

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.spec.reading import Enforcing, Refused, read_as
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message, RawId
from mdaudit.spec.state.signed import NO_LIST
from tests.reference.scene import ALICE, BOB, BOBS_PHONE
from tests.reference.server.asking import Phone


class Onlooker:
    """A client of Alice's account that takes every step that the server's answers are for."""

    def __init__(self, device: Phone, reading: Enforcing | None = None) -> None:
        self.device = device
        self.world = device.world
        self._reading = reading or Enforcing()
        self.peer = Peer(BOBS_PHONE, Party())
        self.peer.set_up(BOB, device.keys.public, self.world.now)
        self._pin(device.account(BOB))
        self._held = b""

    def meet(self) -> list[str]:
        """Pin the primary that is shown, and look."""
        self._pin(self.device.account(ALICE))
        return self.look()

    def look(self) -> list[str]:
        """Ask for Alice, and take what may be taken; returns the rules that refused."""
        held = sha256(self._held).hexdigest() if self._held else ""
        shown = self.device.account(ALICE, held)
        with read_as(self._reading):
            return [*self._take_list(shown), *self._take_devices(shown)]

    def served(self) -> set[IdentityKey]:
        """The keys that a message to Alice is encrypted for."""
        name = Message(f"message at {self.world.later(1)}")
        with read_as(self._reading):
            sent = self.peer.send(name, ALICE, self.world.now)
        return {copy.key for copy in sent.copies if copy.account == ALICE}

    def pin_true(self, phone: Phone) -> None:
        """Pin the key that the owner has shown in person."""
        self.peer.pin(ALICE, phone.keys.public, phone.life, self.world.now)

    def end_session(self, index: Index, key: IdentityKey) -> None:
        """Write no more to a companion of Alice's.

        Raises:
            Refused: a rule does not hold.
        """
        with read_as(self._reading):
            self.peer.end_session(ALICE, index, key, self.world.now)

    def _pin(self, shown: ShownAccount) -> None:
        key, life = IdentityKey(shown.identity_key), RawId(shown.raw_id)
        self.peer.pin(Account(shown.account), key, life, self.world.now)

    def _take_list(self, shown: ShownAccount) -> list[str]:
        if shown.signed_list is None:
            assert self.peer.party.state.held(BOBS_PHONE, ALICE) != NO_LIST
            return []
        try:
            self.peer.receive_list(ALICE, shown.signed_list, self.world.now)
        except Refused as refused:
            return [refused.rule.id]
        self._held = shown.signed_list
        return []

    def _take_devices(self, shown: ShownAccount) -> list[str]:
        refusals = []
        for device in shown.devices:
            key, evidence = IdentityKey(device.identity_key), device.signed_device_identity
            try:
                self.peer.receive_device(ALICE, Index(device.device), key, evidence, self.world.now)
            except Refused as refused:
                refusals.append(refused.rule.id)
        return refusals
