"""The primary's side of linking by eight characters: its owner typed them.

Whether the characters were the right ones shows only when the companion's bundle opens. A code is
for one try, which is remembered before anything is said under it (LINK-7).
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.typed_code import Side
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.linking import PrimaryHello
from mdaudit.reference.protocol.notice import CodeFinished, CodeWanted
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import KeyBundle, linking_secret, open_key_bundle
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import Count, IdentityKey

TRIES: Final = "linking-code/{digest}"
"""The name under which a primary remembers how often it answered under a code."""

WISH: Final = "linking-wish"
"""The name under which a primary keeps the newest companion that asked for it."""


def keep_wish(device: Device, wish: CodeWanted) -> None:
    """Remember the companion that asks; older ones have given up. In a transaction."""
    device.store.put(WISH, spelled(wish))


def kept_wish(device: Device) -> CodeWanted | None:
    """The newest companion that asked, if one did."""
    stored = device.store.get(WISH)
    return None if stored is None else read(stored, CodeWanted)


class TypedCode:
    """Eight characters that the owner typed into this primary, for a companion that asked."""

    def __init__(self, device: Device, code: str, wanted: CodeWanted) -> None:
        self._device = device
        self._wanted = wanted
        self._side = Side.begin(code)

    @property
    def reference(self) -> str:
        """What the server knows the attempt by."""
        return self._wanted.reference

    def answer(self, remote: Remote) -> None:
        """Answer the companion that asked, the first time that this code is used.

        Raises:
            Refused: it was used before (LINK-7).
            Malformed: the characters are no code.
            ServerError: the server could not be asked.
        """
        own = self._device.keys.public
        wrapped = self._side.wrapped()
        with self._device.transaction():
            self._device.store.drop(WISH)
            party, clock = self._device.party, self._device.clock()
            party.ask(one_answer_same_keys, clock, self._count(), own, own)
        remote.answer_code_hello(PrimaryHello(self.reference, wrapped, own))

    def open(self, finished: CodeFinished) -> LinkingCode:
        """What the companion showed, in the sense in which a picture would have shown it.

        Raises:
            LinkingEndedError: the characters were others, on one of the sides.
            Refused: a key inside the bundle is not the one outside (LINK-7).
        """
        own, outside = self._device.keys, IdentityKey(finished.companion_key)
        try:
            shared = self._side.shared_with(self._wanted.wrapped_key)
            bundle = open_key_bundle(shared, finished.bundle)
            between = shared_secret(own.private, outside)
        except (Malformed, Unauthentic):
            got = "others, or a companion that somebody else speaks for"
            step = "ask for a new code and type that"
            raise LinkingEndedError("the characters that the companion shows", got, step) from None
        self._compare(bundle, outside)
        return LinkingCode(outside, linking_secret(shared, between, bundle.random))

    def _compare(self, bundle: KeyBundle, outside: IdentityKey) -> None:
        party, clock, only = self._device.party, self._device.clock(), Count(1)
        own = self._device.keys.public
        with self._device.transaction():
            party.ask(one_answer_same_keys, clock, only, bundle.companion, outside)
            party.ask(one_answer_same_keys, clock, only, bundle.primary, own)

    def _count(self) -> Count:
        """How often this code was used, this time included. In a transaction."""
        digest = sha256(self._side.code.encode()).hexdigest()
        name = TRIES.format(digest=digest)
        tries = int(self._device.store.get(name) or b"0") + 1
        self._device.store.put(name, str(tries).encode())
        return Count(tries)
