"""What verbs share: which store, what opens it, which server, what time it is."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.own_list import stop_if_removed
from mdaudit.reference.client.own.wiping import WipedError, open_device
from mdaudit.reference.client.store import Secret
from mdaudit.reference.clock import Clock, clock_from
from mdaudit.reference.sealing import KeyFile, Passphrase

C = TypeVar("C", bound=Callable[..., Any])

PASSPHRASE = "MDREF_PASSPHRASE"  # noqa: S105 - the name of a variable
"""The environment variable with a passphrase, where neither file is named."""

MOST_WORDS = 80
"""Characters in a name or platform, as `mdaudit.reference.protocol.part` has them."""

SERVER = "http://127.0.0.1:8750"
"""Where `mdref server` listens if it is told nothing else."""


@dataclass(frozen=True)
class StoreChoice:
    """The store that a command line names, with what opens it."""

    path: Path
    secret: Secret
    clock: Clock
    """The clock of MDREF_CLOCK."""

    def opened(self) -> Device:
        """The device of the store, for a ``with`` statement.

        Raises:
            StoreError: there is none, it is in use, or the secret is another one.
            WipedError: its own list does not name it any more, and it is wiped now, or was before.
        """
        device = open_device(self.path, self.secret, self.clock)
        try:
            stop_if_removed(device)
        except WipedError:
            device.store.close()
            raise
        return device


def with_store(callback: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a store; it gets a `StoreChoice` as its first argument."""

    @click.option(
        "--store",
        "path",
        type=click.Path(path_type=Path),
        required=True,
        envvar="MDREF_STORE",
        metavar="FILE",
        help="The device's file. Default: MDREF_STORE.",
    )
    @click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Its first line opens the store. Default: the passphrase in MDREF_PASSPHRASE.",
    )
    @click.option(
        "--key-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="32 random bytes that open the store.",
    )
    @functools.wraps(callback)
    def chosen(
        path: Path, passphrase_file: Path | None, key_file: Path | None, **rest: Any
    ) -> None:
        choice = StoreChoice(path, secret_from(passphrase_file, key_file), clock_from(None))
        callback(choice, **rest)

    return chosen


def with_server(command: C) -> C:
    """Give a command the option of a server, for devices that are new; others know theirs."""
    return click.option(
        "--server",
        envvar="MDREF_SERVER",
        default=SERVER,
        show_default=True,
        metavar="URL",
        callback=_server,
        help="Where the server is. Default: MDREF_SERVER.",
    )(command)


def described(name: str) -> Callable[[C], C]:
    """Give a command the options by which a new device describes itself; `name` is the default."""

    def options(command: C) -> C:
        named = click.option(
            "--name", default=name, show_default=True, callback=_words, help="Its name."
        )
        of_kind = click.option(
            "--platform",
            default="terminal",
            show_default=True,
            callback=_words,
            help="What it runs on.",
        )
        return named(of_kind(command))

    return options


def secret_from(passphrase_file: Path | None, key_file: Path | None) -> Secret:
    """What opens the store: from one of the files, or from the environment.

    Raises:
        click.UsageError: none is given, or both, or what is given is no passphrase or key.
    """
    if passphrase_file is not None and key_file is not None:
        raise click.UsageError(
            "expected --passphrase-file or --key-file, got both; name the one that opens the store"
        )
    if key_file is not None:
        return _key(key_file)
    if passphrase_file is not None:
        lines = _octets(passphrase_file).decode(errors="replace").splitlines()
        return _passphrase(lines[0] if lines else "", str(passphrase_file))
    if PASSPHRASE not in os.environ:
        raise click.UsageError(
            "expected a passphrase or key for the store, got none; name --passphrase-file or "
            f"--key-file, or set {PASSPHRASE}"
        )
    return _passphrase(os.environ[PASSPHRASE], PASSPHRASE)


def _server(_context: click.Context, _option: click.Parameter, url: str) -> str:
    if not _is_address(url):
        raise click.BadParameter(f"expected an http or https URL such as {SERVER}, got {url!r}")
    return url.rstrip("/")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.hostname is not None and not re.search(r"\s", url) and parts.port != 0
    except ValueError:
        return False
    return named and parts.scheme in {"http", "https"}


def _words(_context: click.Context, _option: click.Parameter, words: str) -> str:
    if len(words) > MOST_WORDS:
        raise click.BadParameter(f"expected at most {MOST_WORDS} characters, got {len(words)}")
    return words


def _passphrase(text: str, where: str) -> Passphrase:
    if not text:
        raise click.UsageError(f"{where}: expected a passphrase, got nothing; write one there")
    return Passphrase(text)


def _key(file: Path) -> KeyFile:
    try:
        return KeyFile(_octets(file))
    except ValueError as problem:
        raise click.UsageError(f"{file}: {problem}; make one of 32 random bytes") from None


def _octets(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        expected = f"{file}: expected a file to read, got {reason}"
        raise click.UsageError(f"{expected}; name another") from None
