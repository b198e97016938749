"""The devices that the evidence knows, to find the one that a message or hint names."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.audit_cli.audit.devices import NOWHERE, Presented
from mdaudit.audit_cli.audit.messages import Device
from mdaudit.audit_cli.audit.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey
from mdaudit.spec.state.signed import NO_LIST


@dataclass
class Roster:
    """Every device of the evidence, by account and device number."""

    devices: dict[tuple[str, int], list[Presented]] = field(default_factory=dict)

    def add(self, shown: Presented) -> None:
        """Remember a device."""
        self.devices.setdefault((shown.account, shown.number), []).append(shown)

    def speaker(self, world: World, client: Client, account: str, number: int) -> Device:
        """The device with this number; its key is that of the evidence."""
        if number == 0:
            return Device(Account(account), number, PRIMARY, world.pin(client, Account(account)))
        known = {shown.key: shown for shown in self.devices.get((account, number), ())}
        if len(known) == 1:
            (shown,) = known.values()
            return Device(Account(account), number, shown.index, shown.key)
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
        for shown in self.devices.get((account, number), ()):
            if shown.key == identity:
                return Device(holder, number, shown.index, identity)
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
        free = [i for i in listed if s.key_at(client, device.account, i) == NO_KEY]
        return Device(device.account, device.number, missing, device.key) if free else device
