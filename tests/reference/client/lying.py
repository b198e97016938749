"""Servers that lie in one small way each, for the tests of the client."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

import msgspec

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.voice import Voice


class Withholding(Voice):
    """Shows others an account as it was shown last, once the test says so; tells of no change."""

    def __init__(self) -> None:
        self.shown: dict[str, ShownAccount] = {}
        self.silent = False

    def account(self, call: Call, account: str) -> ShownAccount:
        truth = super().account(call, account)
        if call.sender.account == account:
            return truth
        if self.silent:
            return self.shown[account]
        self.shown[account] = truth
        return truth

    def devices(self, call: Call, account: str) -> AbstractSet[int]:
        if self.silent and account in self.shown:
            return {0, *(one.device for one in self.shown[account].devices)}
        return super().devices(call, account)

    def changed(self, call: Call, notice: DevicesChanged) -> DevicesChanged | None:
        return None if self.silent else super().changed(call, notice)


class Altering(Voice):
    """Shows others an account, and bundles, as the test makes them of the true ones."""

    def __init__(self) -> None:
        self.alter: Callable[[ShownAccount], ShownAccount] = lambda shown: shown
        self.alter_bundle: Callable[[Bundle], Bundle | None] = lambda bundle: bundle

    def account(self, call: Call, account: str) -> ShownAccount:
        truth = super().account(call, account)
        return truth if call.sender.account == account else self.alter(truth)

    def bundles(self, call: Call, account: str, devices: AbstractSet[int]) -> tuple[Bundle, ...]:
        altered = map(self.alter_bundle, super().bundles(call, account, devices))
        return tuple(bundle for bundle in altered if bundle is not None)


def with_device_key(shown: ShownAccount, key: bytes) -> ShownAccount:
    """Return the account with another key for its first companion, under the same evidence."""
    first, *others = shown.devices
    changed = msgspec.structs.replace(first, identity_key=key)
    return msgspec.structs.replace(shown, devices=(changed, *others))
