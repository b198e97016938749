"""A device: a party whose state, log and secrets are in a store.

Work happens inside `transaction`. A refusal that leaves it is an outcome like any other: the step
that was refused changed nothing, so what was done before it is stored, the refusal is logged, and
then it is raised. Any other exception, or the end of the process, undoes everything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from mdaudit.reference.client.facts import load_objects, load_state, save_state
from mdaudit.reference.client.store import Secret, Store
from mdaudit.reference.clock import Clock
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.primary import Primary
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import PRIMARY, Account, Client, Index, RawId

REGISTRATION_IDS = 2**14
"""Registration ids are numbers below this. Source: libsignal."""


@dataclass(frozen=True)
class Identity:
    """Who a device is, from the day its store was made."""

    name: str
    """How the device calls itself, to its user."""
    server: str
    """Where the server is: ``http://127.0.0.1:8750``."""
    private: bytes
    """Its private identity key, 32 bytes, clamped."""
    registration_id: int


IDENTITY = StoredForm("identity", 1, Identity)


class Device:
    """One device with its store open. Close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store, clock: Clock, policy: Policy | None = None) -> None:
        self.store = store
        self.clock = clock
        self.identity = IDENTITY.read(_there(store.get("identity")))
        self.keys = KeyPair(self.identity.private)
        self.name = Client(self.identity.name)
        self.party = Party(policy)
        load_objects(store, self.party.seen)
        self.party.state = load_state(store, self.party.seen, policy or Policy())
        self.peer = Peer(self.name, self.party)
        """The device as a client: of others, and of its own account."""

    @staticmethod
    def create(path: Path, secret: Secret, name: str, server: str, clock: Clock) -> Device:
        """A device with a fresh identity key and a new store; it belongs to no account yet.

        Raises:
            StoreError: there is a file of that name, or it cannot be written.
        """
        store = Store.create(path, secret)
        registration_id = int.from_bytes(os.urandom(4)) % (REGISTRATION_IDS - 1) + 1
        private = KeyPair.generate(os.urandom).private
        with store.transaction():
            made = Identity(name, server, private, registration_id)
            store.put("identity", IDENTITY.write(made))
        return Device(store, clock)

    @staticmethod
    def open(path: Path, secret: Secret, clock: Clock) -> Device:
        """The device of a store.

        Raises:
            StoreError: there is none, it is in use, or the secret is another one.
        """
        return Device(Store.open(path, secret), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def move_to(self, server: str) -> None:
        """Ask another server from now on: of a device that no server knows yet."""
        self.identity = replace(self.identity, server=server)
        with self.store.transaction():
            self.store.put("identity", IDENTITY.write(self.identity))

    @property
    def account(self) -> Account:
        """The account that it is a device of; empty before it is linked or registered."""
        return self.party.state.own_account(self.name)

    @property
    def index(self) -> Index:
        """Its key index, which is its device number here: 0 is the primary."""
        return self.party.state.own_index(self.name)

    @property
    def is_primary(self) -> bool:
        """Whether it is the primary of its account."""
        return self.account != Account("") and self.index == PRIMARY

    @property
    def life(self) -> RawId:
        """The life of its own account, as it knows it."""
        return self.party.state.pinned_life(self.name, self.account)

    @property
    def primary(self) -> Primary:
        """The device in its role as the account's primary."""
        return Primary(self.account, self.keys, os.urandom, self.party)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Steps, secrets and outgoing requests inside are stored together."""
        before, told = self.party.state, len(self.party.log)
        refused: Refused | NotPossible | None = None
        try:
            with self.store.transaction():
                try:
                    yield
                except (Refused, NotPossible) as outcome:
                    refused = outcome
                save_state(self.store, before, self.party.state)
                self._save_log(told)
        except BaseException:
            self.party.forget_since(before, told)
            raise
        if refused is not None:
            raise refused

    def _save_log(self, told: int) -> None:
        self.party.tell_what_is_noted(self.clock())
        for event in self.party.log[told:]:
            self.store.put_line(json.dumps(event, separators=(",", ":")))
            for name, spelled in event["objects"].items():
                self.store.put_object(name, json.dumps(spelled), self.party.seen[name].octets)


def _there(octets: bytes | None) -> bytes:
    if octets is None:
        raise LookupError("the store has no identity")
    return octets
