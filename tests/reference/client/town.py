"""A town for tests: a server on a socket, and people with phones and laptops that use it.

Devices are made by the roles, and messages pass through the real client, the real server and its
database. Time is what the test says.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from mdaudit.reference.client.connecting import address_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.messages.conversation import Origin, conversation
from mdaudit.reference.client.messages.pre_keys import make_pre_keys
from mdaudit.reference.client.messages.sending import SentText, send_text
from mdaudit.reference.client.receiving import receive, receive_from
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.companion import Companion
from mdaudit.reference.parties.primary import Primary
from mdaudit.reference.protocol.account import ListPublication, Registration
from mdaudit.reference.protocol.envelope import Drained, Envelope, Told
from mdaudit.reference.protocol.linking import Approval, Completion
from mdaudit.reference.sealing import KeyFile
from mdaudit.reference.server.app import application
from mdaudit.reference.server.database import Database
from mdaudit.reference.server.server import Server
from mdaudit.reference.server.voice import Voice
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects.linking import LINKING_SECRET_LENGTH
from mdaudit.spec.sorts import Account, Index, RawId, Time
from tests.reference.scene import ALICE, BOB, START

SECRET = KeyFile(b"k" * 32)
FEW = 3
"""One-time pre keys that each device begins with."""


class Town:
    """A server and the time."""

    def __init__(self, folder: Path, url: str, now: Time = START) -> None:
        self.folder = folder
        self.url = url
        self.now = now
        self.people: list[Resident] = []

    def clock(self) -> Time:
        """Return the time."""
        return self.now

    def later(self, seconds: int) -> Time:
        """Let time pass."""
        self.now = Time(self.now + seconds)
        return self.now

    def phone(self, account: Account, life: int = 7) -> "Resident":
        """Register an account with a new phone."""
        phone = self._device(f"phone of {account} in life {life}")
        device = phone.device
        with device.transaction():
            device.peer.set_up(account, device.keys.public, self.now)
            primary = Primary(account, device.keys, os.urandom, device.party)
            primary.register(RawId(life), self.now)
            signed_list = primary.refresh(self.now)
            device.peer.pin(account, device.keys.public, RawId(life), self.now)
            device.peer.receive_list(account, signed_list, self.now)
            keys = make_pre_keys(device, FEW)
        registration = Registration(device.keys.public, life, signed_list, keys)
        phone.remote.register(account, registration)
        phone.connect()
        return phone

    def laptop(self, phone: "Resident") -> "Resident":
        """Link a new laptop to a phone."""
        self.later(1)
        laptop = self._device(f"laptop {len(self.people)}")
        secret = os.urandom(LINKING_SECRET_LENGTH)
        attempt = laptop.remote.begin_linking()
        code = LinkingCode(laptop.device.keys.public, secret)
        payload, index = phone.approve(attempt.references[0], code)
        laptop.adopt(attempt.attempt, secret, payload, phone)
        assert laptop.device.index == index
        return laptop

    def is_settled(self) -> bool:
        """Return whether the folder holds people from before."""
        return self._path(0).exists()

    def returned(self, number: int) -> "Resident":
        """Return somebody from before."""
        return self._moved_in(Device.open(self._path(number), SECRET, self.clock))

    def _device(self, name: str) -> "Resident":
        path = self._path(len(self.people))
        return self._moved_in(Device.create(path, SECRET, name, self.url, self.clock))

    def _moved_in(self, device: Device) -> "Resident":
        self.people.append(Resident(self, device))
        return self.people[-1]

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}.db"

    def catch_up(self, *residents: "Resident") -> None:
        """Let everybody hand over and receive, until nothing is under way."""
        for _ in range(3):
            for resident in residents or self.people:
                resident.catch_up()


class Resident:
    """A device with its connection."""

    def __init__(self, town: Town, device: Device) -> None:
        self.town = town
        self.device = device
        self.remote = self._new_remote()

    @property
    def account(self) -> Account:
        """The account of the device."""
        return self.device.account

    def connect(self) -> None:
        """Ask the server anew, as the device that this is now."""
        self.remote.__exit__()
        self.remote = self._new_remote()

    def _new_remote(self) -> Remote:
        return Remote(self.town.url, address_of(self.device), self.device.keys, os.urandom)

    def restart(self) -> None:
        """Close the store, and open it in what could be another process."""
        self.device.store.close()
        self.device = Device.open(self.device.store.path, SECRET, self.town.clock)
        self.connect()

    def approve(self, reference: str, code: LinkingCode) -> tuple[bytes, Index]:
        """Approve a companion; return what it is sent, and its index."""
        device, now = self.device, self.town.now
        with device.transaction():
            made = device.primary.approve(code, now)
            device.peer.receive_list(self.account, made.signed_list, now)
        index = device.party.state.held(device.name, self.account).current_index
        self.remote.approve(
            Approval(reference, made.payload, made.signed_list, index, code.identity_key)
        )
        return made.payload, index

    def adopt(self, token: str, secret: bytes, payload: bytes, phone: "Resident") -> None:
        """Become a device of the phone's account."""
        device, now = self.device, self.town.now
        account, primary = phone.account, phone.device.keys.public
        index = Index(phone.device.party.state.held(phone.device.name, account).current_index)
        with device.transaction():
            companion = Companion(device.keys, secret, os.urandom, device.party)
            certificate = companion.adopt(payload, now)
            device.peer.set_up(account, device.keys.public, now, index)
            device.peer.pin(account, primary, phone.device.life, now)
            device.peer.receive_device(account, index, device.keys.public, certificate, now)
            keys = make_pre_keys(device, FEW)
        self.remote.complete(token, Completion(certificate, keys))
        self.connect()

    def remove(self, index: Index) -> None:
        """Remove a companion: sign a list without it, and publish that."""
        self.town.later(1)
        device, now = self.device, self.town.now
        with device.transaction():
            signed_list = device.primary.unlink(index, now)
            device.peer.receive_list(self.account, signed_list, now)
        self.remote.publish(self.account, ListPublication(signed_list, device.life))

    def refresh_list(self) -> None:
        """Sign a newer list of the same companions, and publish it."""
        device, now = self.device, self.town.now
        with device.transaction():
            signed_list = device.primary.refresh(now)
            device.peer.receive_list(self.account, signed_list, now)
        self.remote.publish(self.account, ListPublication(signed_list, device.life))

    def write(self, to: Account, text: str) -> SentText:
        """Write a text; it waits in the outbox."""
        return send_text(self.device, self.remote, to, text)

    def send(self, to: Account, text: str) -> SentText:
        """Write a text and hand it over."""
        written = self.write(to, text)
        self.hand_over()
        return written

    def hand_over(self) -> None:
        """Hand over all that waits."""
        hand_everything_over(self.device, self.remote)

    def catch_up(self) -> None:
        """Hand over and receive all that waits, and hand over what that brought about."""
        self.hand_over()
        with self.remote.mailbox() as mailbox:
            while receive_from(self.device, self.remote, HANDLERS, mailbox, None):
                pass
        self.hand_over()

    def waiting(self) -> list[Envelope | Told]:
        """Return what waits in the mailbox, and acknowledge nothing."""
        found: list[Envelope | Told] = []
        with self.remote.mailbox() as mailbox:
            while not isinstance(delivery := mailbox.next(), Drained):
                assert delivery is not None
                found.append(delivery)
        return found

    def has_nothing_waiting(self) -> bool:
        """Return whether the mailbox gets empty; the last word of a connection takes a moment."""
        return any(not self.waiting() for _ in range(100))

    def envelopes(self) -> list[Envelope]:
        """Return the envelopes that wait in the mailbox."""
        return [delivery for delivery in self.waiting() if isinstance(delivery, Envelope)]

    def receive(self, delivery: Envelope | Told) -> None:
        """Handle one delivery, however often, in whatever order."""
        receive(self.device, self.remote, HANDLERS, delivery)

    def texts(self, chat: Account) -> list[str]:
        """Return the texts of a chat, without notices."""
        lines = conversation(self.device, chat)
        return [line.text for line in lines if line.origin is not Origin.NOTICE]

    def notices(self, chat: Account) -> str:
        """Return the notices of a chat, as one text."""
        lines = conversation(self.device, chat)
        return "\n".join(line.text for line in lines if line.origin is Origin.NOTICE)

    def steps(self, name: str) -> list[str]:
        """Return the outcomes of a step, in order, as far as this process logged them."""
        return [event["outcome"] for event in self.device.party.log if event["step"] == name]


@contextmanager
def no_wait_for_the_disk() -> Iterator[None]:
    """Stores and databases that are opened inside are as good as any until the power fails."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("mdaudit.reference.client.store.ON_THE_DISK", "OFF")
        patched.setattr("mdaudit.reference.server.database.ON_THE_DISK", "OFF")
        yield


@contextmanager
def a_town(folder: Path, voice: Voice | None = None, now: Time = START) -> Iterator[Town]:
    """A town that ends with the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    town = Town(folder, f"http://127.0.0.1:{listening.getsockname()[1]}", now)
    with no_wait_for_the_disk(), _serving(town, listening, voice or Voice()):
        try:
            yield town
        finally:
            for resident in town.people:
                resident.remote.__exit__()
                resident.device.store.close()


@contextmanager
def _serving(town: Town, listening: socket.socket, voice: Voice) -> Iterator[None]:
    """Serve a town from its folder until the block ends."""
    database = Database.open(str(town.folder / "server.db"))
    config = uvicorn.Config(
        application(Server(database, town.clock, voice)),
        log_config=None,
        lifespan="off",
        ws="websockets-sansio",
    )
    process = uvicorn.Server(config)
    thread = Thread(target=process.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield
    finally:
        process.should_exit = True
        thread.join()
        database.close()


class Households:
    """Alice and Bob, each with a phone and a laptop, who have not met."""

    def __init__(self, town: Town) -> None:
        self.town = town
        if town.is_settled():
            people = [town.returned(number) for number in range(4)]
            self.alice, self.bob, self.alices_laptop, self.bobs_laptop = people
        else:
            self.alice, self.bob = town.phone(ALICE), town.phone(BOB)
            self.alices_laptop = town.laptop(self.alice)
            self.bobs_laptop = town.laptop(self.bob)
            town.catch_up()
