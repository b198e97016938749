"""A device's mailbox: deliveries over a web socket, each acknowledged when it is stored."""

from __future__ import annotations

from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from mdaudit.reference.client.remote.failures import ServerError, refused
from mdaudit.reference.client.remote.trust import trusted_by
from mdaudit.reference.protocol import paths
from mdaudit.reference.protocol.envelope import Acknowledgement, Delivery
from mdaudit.reference.protocol.part import Unreadable, read, spelled


def connected(server: str, headers: dict[str, str]) -> ClientConnection:
    """A web socket to the mailbox of the device that the headers stand for.

    Raises:
        ServerRefused: the server does not take the headers.
        ServerError: it cannot be reached.
    """
    url = server.replace("http", "ws", 1) + paths.MAILBOX
    try:
        # max_queue: with a bound, a mailbox that is left while more is waiting never closes.
        return connect(
            url,
            additional_headers=headers,
            max_size=None,
            max_queue=None,
            ssl=trusted_by(server),
        )
    except InvalidStatus as answer:
        raise refused(answer.response.status_code, bytes(answer.response.body or b"")) from None
    except (OSError, WebSocketException) as problem:
        raise ServerError(
            f"the mailbox cannot be reached: expected a server that answers, got {problem}; "
            "try again"
        ) from None


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
            raise _ended(problem) from None

    def acknowledge(self, sequence: int) -> None:
        """The device has stored what had this number.

        Raises:
            ServerError: the connection ended; the delivery will come again.
        """
        try:
            self._socket.send(spelled(Acknowledgement(sequence)))
        except ConnectionClosed as problem:
            raise _ended(problem) from None


def _ended(problem: Exception) -> ServerError:
    return ServerError(
        f"the mailbox ended: expected the next delivery, got {problem}; what was not acknowledged "
        "comes again with the next mdref receive"
    )
