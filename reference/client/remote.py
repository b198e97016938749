"""The server as a client sees it: typed questions and answers, over HTTP and a web socket.

Whatever comes back is the server's word. This file reads it and believes none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from mdaudit.reference.protocol import paths
from mdaudit.reference.protocol.access import Answer, Challenge, Problem, Token, string_to_sign
from mdaudit.reference.protocol.account import (
    ListPublication,
    OwnDevices,
    Registration,
    ShownAccount,
)
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.reference.protocol.envelope import Acknowledgement, Delivery, Receipt, Submission
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
from mdaudit.reference.protocol.part import Unreadable, read, spelled
from mdaudit.reference.protocol.prekeys import BundleRequest, Bundles, PreKeyCount, PreKeys
from mdaudit.reference.signing import KeyPair, Randomness

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds to wait for an answer."""


class ServerError(Exception):
    """We could not ask: no connection, no answer, or one that cannot be read."""


class ServerRefused(ServerError):  # noqa: N818 - an answer, if not the one that was hoped for
    """The server did not do what it was asked for, and said why."""

    def __init__(self, status: int, problem: Problem) -> None:
        self.status = status
        self.problem = problem
        ending = f"; {problem.next}" if problem.next else ""
        super().__init__(f"the server says: {problem.problem}{ending}")


class Remote:
    """A connection to a server, for a device that can sign, or for one that is nobody yet."""

    def __init__(
        self, server: str, address: Address | None, keys: KeyPair, randomness: Randomness
    ) -> None:
        self._server = server
        self._address = address
        self._keys = keys
        self._randomness = randomness
        self._http = httpx.Client(base_url=server, timeout=PATIENCE)
        self._token: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def register(self, account: str, registration: Registration) -> None:
        """Register an account, or register it anew."""
        path = _filled(paths.ACCOUNT, account=account)
        self._ask("PUT", path, registration, signed=False)

    def account(self, account: str, held: bytes | None = None) -> ShownAccount:
        """What the server shows of an account; `held` are the bytes of the list that is held."""
        asked = {} if held is None else {"held": sha256(held).hexdigest()}
        path = _filled(paths.ACCOUNT, account=account)
        return self._answered("GET", path, ShownAccount, query=asked)

    def publish(self, account: str, publication: ListPublication) -> None:
        """Hand a new list over."""
        self._ask("PUT", _filled(paths.ACCOUNT_LIST, account=account), publication)

    def bundles(self, account: str, devices: tuple[int, ...]) -> Bundles:
        """Pre-key bundles of devices of an account."""
        path = _filled(paths.BUNDLES, account=account)
        return self._answered("POST", path, Bundles, BundleRequest(devices))

    def upload(self, keys: PreKeys) -> PreKeyCount:
        """Give the server pre keys to hand out."""
        return self._answered("PUT", paths.KEYS, PreKeyCount, keys)

    def own_devices(self) -> OwnDevices:
        """What the server says of the own account's devices."""
        return self._answered("GET", paths.DEVICES, OwnDevices)

    def drop_device(self, device: int) -> None:
        """Log out, or tell the server that a device was removed."""
        self._ask("DELETE", _filled(paths.DEVICE, device=str(device)))

    def begin_linking(self) -> Attempt:
        """Begin an attempt at linking."""
        return self._answered("POST", paths.LINKING, Attempt, signed=False)

    def progress(self, attempt: str) -> Progress:
        """How far an attempt is."""
        path = _filled(paths.ATTEMPT, attempt=attempt)
        return self._answered("GET", path, Progress, signed=False)

    def say_code_hello(self, attempt: str, hello: CodeHello) -> None:
        """Ask for the primary of an account, in linking by code."""
        self._ask("POST", _filled(paths.CODE_HELLO, attempt=attempt), hello, signed=False)

    def finish_code(self, attempt: str, finish: CodeFinish) -> None:
        """The companion's last word in linking by code."""
        self._ask("POST", _filled(paths.CODE_FINISH, attempt=attempt), finish, signed=False)

    def complete(self, attempt: str, completion: Completion) -> None:
        """The companion adopted its primary."""
        self._ask("POST", _filled(paths.COMPLETION, attempt=attempt), completion, signed=False)

    def approve(self, approval: Approval) -> None:
        """The primary approves a companion."""
        self._ask("POST", paths.APPROVALS, approval)

    def answer_code_hello(self, hello: PrimaryHello) -> None:
        """The primary's answer in linking by code."""
        self._ask("POST", paths.PRIMARY_HELLOS, hello)

    def submit(self, submission: Submission) -> Receipt:
        """Hand a message over."""
        return self._answered("POST", paths.MESSAGES, Receipt, submission)

    def members(self, group: str) -> Members:
        """Who is in a group, as the server says."""
        return self._answered("GET", _filled(paths.GROUP, group=group), Members)

    def set_members(self, group: str, members: Members) -> None:
        """Say who is in a group."""
        self._ask("PUT", _filled(paths.GROUP, group=group), members)

    def put_blob(self, octets: bytes) -> str:
        """Leave bytes with the server; returns their SHA-256 in hexadecimal, their name."""
        digest = sha256(octets).hexdigest()
        self._ask("PUT", _filled(paths.BLOB, digest=digest), octets=octets)
        return digest

    def blob(self, digest: str) -> bytes:
        """The bytes of that name, as the server says."""
        return self._ask("GET", _filled(paths.BLOB, digest=digest))

    def drop_blob(self, digest: str) -> None:
        """The server may forget these bytes."""
        self._ask("DELETE", _filled(paths.BLOB, digest=digest))

    def patches(self, after: int) -> Patches:
        """The app-state patches after a version."""
        return self._answered("GET", paths.APP_STATE, Patches, query={"after": str(after)})

    def write_patch(self, patch: StoredPatch) -> None:
        """Add the next app-state patch."""
        self._ask("POST", paths.APP_STATE, patch)

    @contextmanager
    def mailbox(self) -> Iterator[Mailbox]:
        """The device's mailbox, over a web socket."""
        url = self._server.replace("http", "ws", 1) + paths.MAILBOX
        try:
            with connect(url, additional_headers=self._authorization(), max_size=None) as socket:
                yield Mailbox(socket)
        except (OSError, WebSocketException) as problem:
            raise ServerError(f"the mailbox cannot be reached: {problem}") from None

    def _answered(
        self,
        method: str,
        path: str,
        kind: type[T],
        request: Any = None,
        *,
        query: dict[str, str] | None = None,
        signed: bool = True,
    ) -> T:
        answer = self._ask(method, path, request, query=query, signed=signed)
        try:
            return read(answer, kind)
        except Unreadable as problem:
            raise ServerError(f"the server's answer cannot be read: {problem}") from None

    def _ask(
        self,
        method: str,
        path: str,
        request: Any = None,
        *,
        octets: bytes | None = None,
        query: dict[str, str] | None = None,
        signed: bool = True,
    ) -> bytes:
        """The body of the answer; a token that is not valid any more is renewed once."""
        body = octets if request is None else spelled(request)

        def sent() -> httpx.Response:
            headers = self._authorization() if signed else {}
            return self._send(method, path, body, query, headers)

        answer = sent()
        if answer.status_code == httpx.codes.UNAUTHORIZED and signed:
            self._token = None
            answer = sent()
        if answer.is_success:
            return answer.content
        raise ServerRefused(answer.status_code, _problem(answer))

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        query: dict[str, str] | None,
        headers: dict[str, str],
    ) -> httpx.Response:
        try:
            return self._http.request(method, path, content=body, params=query, headers=headers)
        except httpx.HTTPError as problem:
            raise ServerError(f"{self._server} cannot be asked: {problem}") from None

    def _authorization(self) -> dict[str, str]:
        if self._token is None:
            self._token = self._log_in()
        return {"Authorization": f"Bearer {self._token}"}

    def _log_in(self) -> str:
        """Sign a challenge: this is the device that it says."""
        address = self._address
        if address is None:
            raise ServerError("this device belongs to no account yet")
        asked = self._answered("POST", paths.CHALLENGES, Challenge, address, signed=False)
        string = string_to_sign(address, asked.challenge)
        signature = self._keys.sign(string, self._randomness)
        answer = Answer(address, asked.challenge, signature)
        return self._answered("POST", paths.TOKENS, Token, answer, signed=False).token


class Mailbox:
    """An open mailbox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def next(self, seconds: float | None = None) -> Delivery | None:
        """The next delivery; None if there is none within so many seconds.

        Raises:
            ServerError: the connection ended, or what came cannot be read.
        """
        try:
            received = self._socket.recv(seconds)
            octets = received.encode() if isinstance(received, str) else received
            return read(octets, Delivery)  # type: ignore[arg-type]  # a union is a type to msgspec
        except TimeoutError:
            return None
        except (ConnectionClosed, Unreadable) as problem:
            raise ServerError(f"the mailbox ended: {problem}") from None

    def acknowledge(self, sequence: int) -> None:
        """The device has stored what had this number.

        Raises:
            ServerError: the connection ended; the delivery will come again.
        """
        try:
            self._socket.send(spelled(Acknowledgement(sequence)))
        except ConnectionClosed as problem:
            raise ServerError(f"the mailbox ended: {problem}") from None


def _filled(path: str, **names: str) -> str:
    return path.format_map({name: quote(value, safe="") for name, value in names.items()})


def _problem(answer: httpx.Response) -> Problem:
    try:
        return read(answer.content, Problem)
    except Unreadable:
        return Problem(f"status {answer.status_code}, without a reason")
