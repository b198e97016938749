"""A world's server on a real socket, and devices that open their mailbox there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from websockets.sync.client import ClientConnection, connect

from mdaudit.reference.protocol.envelope import Delivery, Drained, Envelope
from mdaudit.reference.protocol.part import read
from mdaudit.reference.protocol.paths import MAILBOX
from mdaudit.reference.server.app import application
from mdaudit.reference.server.run import configuration
from tests.reference.server.asking import Device
from tests.reference.server.reached import PATIENCE
from tests.reference.server.world import World


@contextmanager
def listening(world: World) -> Iterator[str]:
    """The address, host and port, where the world's server listens until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        host, port = bound.getsockname()
        process = uvicorn.Server(configuration(application(world.server)))
        running = world.portal.start_task_soon(process.serve, [bound])
        world.wait_until(lambda: process.started)
        yield f"{host}:{port}"
        process.should_exit = True
        running.result()


@contextmanager
def mailbox(address: str, device: Device) -> Iterator[ClientConnection]:
    """The open mailbox of a device."""
    headers = {"Authorization": f"Bearer {device.token}"}
    with connect(f"ws://{address}{MAILBOX}", additional_headers=headers) as opened:
        yield opened


def received(opened: ClientConnection) -> Any:
    """The next delivery."""
    return read(str(opened.recv(PATIENCE)).encode(), Delivery)  # type: ignore[arg-type]


def until_drained(opened: ClientConnection) -> list[str]:
    """The messages that were waiting."""
    messages = []
    while not isinstance(delivery := received(opened), Drained):
        if isinstance(delivery, Envelope):
            messages.append(delivery.message)
    return messages
