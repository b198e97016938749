"""The devices that the evidence knows, to find the one that a message or hint names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mdaudit.audit_cli.trial.device import NOWHERE, Device
from mdaudit.audit_cli.trial.devices import Presented
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, Index
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST


@dataclass
class Roster:
    """Every device of the evidence, by account and device number."""

    devices: dict[tuple[str, int], list[Presented]] = field(default_factory=dict)
    by_account: dict[str, list[Presented]] = field(default_factory=dict)
    """Those that are not a primary."""
    by_key: dict[IdentityKey, list[Presented]] = field(default_factory=dict)
    pinned: dict[IdentityKey, list[Account]] = field(default_factory=dict)
    """The accounts for which a key was ever pinned."""

    def add(self, shown: Presented) -> None:
        """Remember a device."""
        self.devices.setdefault((shown.account, shown.number), []).append(shown)
        self.by_key.setdefault(shown.key, []).append(shown)
        if shown.number > 0:
            self.by_account.setdefault(shown.account, []).append(shown)

    def add_pin(self, account: Account, key: IdentityKey) -> None:
        """Remember a primary's key."""
        self.pinned.setdefault(key, []).append(account)

    def owner(self, world: World, client: Client, device: Device) -> Account | Missing:
        """Whose device a session is with: the account whose primary vouched for its key.

        Nobody's (the empty name) if the key claims to be a primary's and is not. Of what has one
        date, nobody knows what came first: whoever it is with may have changed in that second.
        """
        owner = self._owner(world, world.state, client, device)
        for other in world.reordered():
            if not _is_same(self._owner(world, other.state, client, device), owner):
                return Missing(other.words)
        return owner

    def _owner(self, world: World, s: State, client: Client, device: Device) -> Account | Missing:
        if isinstance(device.key, Missing):
            return device.key
        owners = self._owners(s, client, device.key)
        if device.account in owners:
            return device.account
        if owners:
            return owners[0]
        pin: Any = s.pin(client, device.account)
        if device.number == 0:
            return pin if isinstance(pin, Missing) else Account("")
        return Missing(f"a verified certificate of {device.words(world.names)}")

    def _owners(self, s: State, client: Client, key: IdentityKey) -> list[Account]:
        primaries = (
            account
            for account in self.pinned.get(key, ())
            if s.knows(client, account, PRIMARY, key) is True
        )
        companions = (
            shown.account
            for shown in self.by_key.get(key, ())
            if s.knows(client, shown.account, shown.index, key) is True  # type: ignore[arg-type]
        )
        return [*primaries, *companions]

    def companions(self, world: World, client: Client, account: Account) -> Iterator[Device]:
        """The companions of an account that the client believes in."""
        for shown in {one.key: one for one in self.by_account.get(account, ())}.values():
            index = shown.index
            if world.state.knows(client, account, index, shown.key) is True:  # type: ignore[arg-type]
                yield Device(account, shown.number, index, shown.key)

    def speaker(
        self, world: World, client: Client, account: str, number: int, at: int | None = None
    ) -> Device:
        """The device with this number, now or at some other time; its key is that of the evidence.

        Before it came, another device may have had its number.
        """
        if number == 0:
            return Device(Account(account), number, PRIMARY, world.pin(client, Account(account)))
        shown = self.devices.get((account, number), [])
        clock = world.state.now if at is None else at
        is_there = any(not one.dated or one.clock <= clock for one in shown)
        if is_there and len({one.key for one in shown}) == 1:
            return Device(Account(account), number, _index(world, client, shown), shown[0].key)
        what = Missing(f"device {number} of {world.names.account(account)}")
        return Device(Account(account), number, what, what)

    def receiver(
        self, world: World, client: Client, account: str, number: int, key: bytes | None
    ) -> Device:
        """The device with this number and this key; without a key nobody knows which it is."""
        holder, words = Account(account), world.names.account(account)
        if key is None:
            missing = Missing(f"the identity key of device {number} of {words}")
            index = PRIMARY if number == 0 else missing
            return Device(holder, number, index, missing)
        identity = IdentityKey(key)
        if number == 0:
            return Device(holder, number, PRIMARY, identity)
        shown = [one for one in self.devices.get((account, number), ()) if one.key == identity]
        if shown:
            return Device(holder, number, _index(world, client, shown), identity)
        return self._unknown(
            world, client, Device(holder, number, NOWHERE, identity, certain=False)
        )

    def _unknown(self, world: World, client: Client, device: Device) -> Device:
        """A device without a certificate in evidence has a place if a listed index is left for it.

        If devices or lists were not all collected, or the held list names an index whose device is
        not in evidence, this may be that device. If every listed index is taken, it is none of
        them.
        """
        s = world.state
        held = world.held(client, device.account)
        words = world.names.account(device.account)
        missing = Missing(f"the certificate of device {device.number} of {words}")
        unsure = device.account in world.unknown_devices | world.incomplete
        if unsure or isinstance(held, Missing):
            return Device(device.account, device.number, missing, device.key)
        listed = held.valid_indexes - {PRIMARY} if held != NO_LIST else frozenset()
        taken = {i for i in listed if (s.key_at(client, device.account, i) == NO_KEY) is False}
        free = listed - taken
        return Device(device.account, device.number, missing, device.key) if free else device


def _is_same(one: Account | Missing, other: Account | Missing) -> bool:
    missing = [owner for owner in (one, other) if isinstance(owner, Missing)]
    return len(missing) == 2 or (not missing and one == other)  # noqa: PLR2004 - both of them


def _index(world: World, client: Client, shown: Sequence[Presented]) -> Index | Missing:
    """Where a device stands that was presented once, or again with other evidence.

    Where the client knows it; else perhaps where evidence puts it that was not collected.
    """
    knows: Any = world.state.knows
    for one in shown:
        if knows(client, one.account, one.index, one.key) is True:
            return one.index
    lacking = (one.index for one in shown if isinstance(one.index, Missing))
    return next(lacking, shown[-1].index)
