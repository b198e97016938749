"""What a client can ask the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Self
from urllib.parse import quote

from mdaudit.reference.client.remote.asking import Asking
from mdaudit.reference.client.remote.mailbox import Mailbox, connected
from mdaudit.reference.protocol import paths
from mdaudit.reference.protocol.account import (
    ListPublication,
    OwnDevices,
    Registration,
    ShownAccount,
)
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.reference.protocol.envelope import Receipt, Submission
from mdaudit.reference.protocol.group import Members
from mdaudit.reference.protocol.linking import (
    Approval,
    Attempt,
    CodeFinish,
    CodeHello,
    Completion,
    PrimaryHello,
    Progress,
)
from mdaudit.reference.protocol.prekeys import BundleRequest, Bundles, PreKeyCount, PreKeys
from mdaudit.reference.signed.signing import KeyPair, Randomness


class Remote:
    """A connection to a server, for a device that can sign, or for one that is nobody yet."""

    def __init__(
        self, server: str, address: Address | None, keys: KeyPair, randomness: Randomness
    ) -> None:
        self._server = server
        self._asking = Asking(server, address, keys, randomness)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._asking.close()

    def register(self, account: str, registration: Registration) -> None:
        """Register an account, or register it anew."""
        path = _filled(paths.ACCOUNT, account=account)
        self._asking.ask("PUT", path, registration, signed=False)

    def account(self, account: str, held: bytes | None = None) -> ShownAccount:
        """What the server shows of an account; `held` are the bytes of the list that is held."""
        asked = {} if held is None else {"held": sha256(held).hexdigest()}
        path = _filled(paths.ACCOUNT, account=account)
        return self._asking.answered("GET", path, ShownAccount, query=asked)

    def publish(self, account: str, publication: ListPublication) -> None:
        """Hand a new list over."""
        self._asking.ask("PUT", _filled(paths.ACCOUNT_LIST, account=account), publication)

    def signed_list(self, account: str) -> bytes:
        """The list alone, which needs no device to be asked for."""
        path = _filled(paths.ACCOUNT_LIST, account=account)
        return self._asking.ask("GET", path, signed=False)

    def bundles(self, account: str, devices: tuple[int, ...]) -> Bundles:
        """Pre-key bundles of devices of an account."""
        path = _filled(paths.BUNDLES, account=account)
        return self._asking.answered("POST", path, Bundles, BundleRequest(devices))

    def upload(self, keys: PreKeys) -> PreKeyCount:
        """Give the server pre keys to hand out."""
        return self._asking.answered("PUT", paths.KEYS, PreKeyCount, keys)

    def own_devices(self) -> OwnDevices:
        """What the server says of the own account's devices."""
        return self._asking.answered("GET", paths.DEVICES, OwnDevices)

    def drop_device(self, device: int) -> None:
        """Log out, or tell the server that a device was removed."""
        self._asking.ask("DELETE", _filled(paths.DEVICE, device=str(device)))

    def begin_linking(self) -> Attempt:
        """Begin an attempt at linking."""
        return self._asking.answered("POST", paths.LINKING, Attempt, signed=False)

    def progress(self, attempt: str) -> Progress:
        """How far an attempt is."""
        path = _filled(paths.ATTEMPT, attempt=attempt)
        return self._asking.answered("GET", path, Progress, signed=False)

    def say_code_hello(self, attempt: str, hello: CodeHello) -> None:
        """Ask for the primary of an account, in linking by code."""
        self._asking.ask("POST", _filled(paths.CODE_HELLO, attempt=attempt), hello, signed=False)

    def finish_code(self, attempt: str, finish: CodeFinish) -> None:
        """The companion's last word in linking by code."""
        self._asking.ask("POST", _filled(paths.CODE_FINISH, attempt=attempt), finish, signed=False)

    def complete(self, attempt: str, completion: Completion) -> None:
        """The companion adopted its primary."""
        self._asking.ask(
            "POST", _filled(paths.COMPLETION, attempt=attempt), completion, signed=False
        )

    def approve(self, approval: Approval) -> None:
        """The primary approves a companion."""
        self._asking.ask("POST", paths.APPROVALS, approval)

    def answer_code_hello(self, hello: PrimaryHello) -> None:
        """The primary's answer in linking by code."""
        self._asking.ask("POST", paths.PRIMARY_HELLOS, hello)

    def submit(self, submission: Submission) -> Receipt:
        """Hand a message over."""
        return self._asking.answered("POST", paths.MESSAGES, Receipt, submission)

    def members(self, group: str) -> Members:
        """Who is in a group, as the server says."""
        return self._asking.answered("GET", _filled(paths.GROUP, group=group), Members)

    def set_members(self, group: str, members: Members) -> None:
        """Say who is in a group."""
        self._asking.ask("PUT", _filled(paths.GROUP, group=group), members)

    def put_blob(self, octets: bytes) -> str:
        """Leave bytes with the server; returns their SHA-256 in hexadecimal, their name."""
        digest = sha256(octets).hexdigest()
        self._asking.ask("PUT", _filled(paths.BLOB, digest=digest), octets=octets)
        return digest

    def blob(self, digest: str) -> bytes:
        """The bytes of that name, as the server says."""
        return self._asking.ask("GET", _filled(paths.BLOB, digest=digest))

    def drop_blob(self, digest: str) -> None:
        """The server may forget these bytes."""
        self._asking.ask("DELETE", _filled(paths.BLOB, digest=digest))

    def patches(self, after: int) -> Patches:
        """The app-state patches after a version."""
        return self._asking.answered("GET", paths.APP_STATE, Patches, query={"after": str(after)})

    def write_patch(self, patch: StoredPatch) -> None:
        """Add the next app-state patch."""
        self._asking.ask("POST", paths.APP_STATE, patch)

    @contextmanager
    def mailbox(self) -> Iterator[Mailbox]:
        """The device's mailbox, over a web socket; it ends with the block.

        Raises:
            ServerError: it cannot be reached. What the block itself raises, it raises.
        """
        with self._asking.as_device(lambda headers: connected(self._server, headers)) as socket:
            yield Mailbox(socket)


def _filled(path: str, **names: str) -> str:
    return path.format_map({name: quote(value, safe="") for name, value in names.items()})
