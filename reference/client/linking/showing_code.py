"""The companion's side of linking by eight characters: it shows them, and answers once."""

from __future__ import annotations

import os
from dataclasses import replace

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.reference.client.linking.typed_code import Side
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.linking import Attempt as Known
from mdaudit.reference.protocol.linking import CodeFinish, CodeHello, PrimaryHello
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.objects.aes import NONCE_LENGTH
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import (
    KeyBundle,
    code_from,
    linking_secret,
    seal_key_bundle,
)
from mdaudit.spec.objects.linking_code.code import RANDOM_LENGTH as CODE_BYTES
from mdaudit.spec.objects.linking_code.key_bundle import RANDOM_LENGTH
from mdaudit.spec.objects.linking_code.wrapped_key import SALT_LENGTH
from mdaudit.spec.sorts import Account, Count, IdentityKey


class ShownCode:
    """Eight characters that a companion shows to the owner of one account."""

    def __init__(self, device: Device, known: Known) -> None:
        self._device = device
        self.attempt = attempts.described(device, known)
        """The attempt, without a secret as long as nobody answered."""
        self._side = Side.begin(code_from(os.urandom(CODE_BYTES)))
        self._answers = 0

    @property
    def code(self) -> str:
        """The characters, to be typed into the primary."""
        return self._side.code

    def ask(self, remote: Remote, account: Account) -> None:
        """Ask for the primary of the account.

        Raises:
            ServerError: the server could not be asked, or has no such account.
        """
        hello = CodeHello(account, self._side.wrapped(), self._device.keys.public)
        remote.say_code_hello(self.attempt.token, hello)

    def answer(self, remote: Remote, hello: PrimaryHello) -> Attempt:
        """Answer whoever claims to be the primary; what comes next is as with a picture.

        Raises:
            Refused: somebody was answered under this code before (LINK-7).
            Malformed: no key comes out of the answer.
            ServerError: the server could not be asked.
        """
        own, clock = self._device.keys, self._device.clock()
        self._answers += 1
        answer = Count(self._answers)
        with self._device.transaction():
            self._device.party.ask(one_answer_same_keys, clock, answer, own.public, own.public)
        shared = self._side.shared_with(hello.wrapped_key)
        between = shared_secret(own.private, hello.primary_key)
        random = os.urandom(RANDOM_LENGTH)
        bundle = KeyBundle(own.public, IdentityKey(hello.primary_key), random)
        salt, nonce = os.urandom(SALT_LENGTH), os.urandom(NONCE_LENGTH)
        sealed = seal_key_bundle(shared, bundle, salt=salt, nonce=nonce)
        with self._device.transaction():
            secret = linking_secret(shared, between, random)
            attempt = attempts.keep(self._device, replace(self.attempt, secret=secret))
        remote.finish_code(self.attempt.token, CodeFinish(sealed, own.public))
        return attempt
