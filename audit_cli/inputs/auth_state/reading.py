"""From the folder to what the client remembers.

Only files whose names say that they hold something to be judged are opened; pre keys, for one, are
not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from mdaudit.audit_cli.inputs.auth_state.credentials import (
    first_identities,
    own_alias,
    own_device,
)
from mdaudit.audit_cli.inputs.auth_state.files import (
    Credentials,
    Session,
    SessionRecord,
    damaged,
    read_file,
)
from mdaudit.audit_cli.inputs.auth_state.folder import CREDENTIALS, Folder
from mdaudit.audit_cli.inputs.client_store import (
    HIDDEN_NAME,
    ClientStore,
    GroupShare,
    NamedDevices,
    StoredIdentity,
    StoredSenderKey,
    StoredSession,
    raw_key,
    split_address,
    split_jid,
)
from mdaudit.audit_cli.inputs.evidence import LAST_SECOND, Key, Octets
from mdaudit.audit_cli.inputs.octets import from_base64

KIND: Final = "auth state (folder of JSON files)"

OPEN: Final = -1
"""The time of closing of a session that is open."""

_IDENTITY = re.compile(r"identity-key-(.+)\.json")
_SESSION = re.compile(r"session-(.+)\.json")
_NAMED = re.compile(r"device-list-(.+)\.json")
_SENDER_KEY = re.compile(r"sender-key-(?!memory-)(.+?)--(.+)\.json")
_SHARES = re.compile(r"sender-key-memory-(.+)\.json")
_APP_STATE_KEY = re.compile(r"app-state-sync-key-.+\.json")
_NUMBER = re.compile(r"lid-mapping-(.+)_reverse\.json")

T = TypeVar("T")
Given = TypeVar("Given")


def read_auth_state(name: str, path: Path) -> tuple[ClientStore, str]:
    """The store in a folder, and its digest.

    Raises:
        CannotLookError: a file is damaged or too large, there are too many, or nobody has linked
            this client.
        OSError: a file cannot be read.
    """
    folder = Folder(name, path)
    return _Reader(folder).store(), folder.digest


class _Reader:
    """Reads the files of one folder, kind by kind."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.credentials = self._read(CREDENTIALS, Credentials)
        self.aliases = self._sound(CREDENTIALS, own_alias, self.credentials)
        for file, (hidden,) in self._matching(_NUMBER):
            self.aliases[hidden + HIDDEN_NAME] = self._read(file, str)

    def store(self) -> ClientStore:
        """The whole store."""
        own = self._sound(CREDENTIALS, own_device, self.credentials)
        first = self._sound(CREDENTIALS, first_identities, self.credentials)
        return ClientStore(
            kind=KIND,
            own=own,
            identities=(*first, *self._identities()),
            sessions=tuple(self._sessions()),
            sender_keys=tuple(self._sender_keys()),
            shares=tuple(self._shares()),
            named=dict(self._named()),
            app_state_keys=sum(1 for _ in self._matching(_APP_STATE_KEY)),
            aliases=self.aliases,
        )

    def _identities(self) -> Iterator[StoredIdentity]:
        for file, (address,) in self._matching(_IDENTITY):
            name, device = self._address(file, address, ".")
            content = self._read(file, Octets)
            key = self._sound(file, raw_key, content)
            yield StoredIdentity(self._account(name), device, name, f"/{file}", key)

    def _sessions(self) -> Iterator[StoredSession]:
        for file, (address,) in self._matching(_SESSION):
            place = self._address(file, address, ".")
            for base, session in self._read(file, SessionRecord).sessions.items():
                yield self._session(file, place, base, session)

    def _session(
        self, file: str, place: tuple[str, int], base: str, session: Session
    ) -> StoredSession:
        name, device = place
        about = session.index_info
        return StoredSession(
            account=self._account(name),
            device=device,
            name=name,
            pointer=f"/{file}/_sessions/{base.replace('~', '~0').replace('/', '~1')}",
            key=self._sound(file, _key, about.remote_identity_key),
            is_open=about.closed == OPEN,
            answered=not session.pending_pre_key,
            created=_seconds(about.created),
            used=_seconds(about.used),
        )

    def _named(self) -> Iterator[tuple[str, NamedDevices]]:
        for file, (user,) in self._matching(_NAMED):
            content = self._read(file, tuple[str, ...])
            devices = self._sound(file, _numbers, content)
            account = self.aliases.get(user + HIDDEN_NAME, user)
            yield account, NamedDevices(devices, f"/{file}")

    def _sender_keys(self) -> Iterator[StoredSenderKey]:
        for file, (group, address) in self._matching(_SENDER_KEY):
            name, device = self._address(file, address, "--")
            yield StoredSenderKey(self._account(name), device, name, f"/{file}", group)

    def _shares(self) -> Iterator[GroupShare]:
        for file, (group,) in self._matching(_SHARES):
            for jid, given in self._read(file, dict[str, bool]).items():
                if given:
                    name, device = self._sound(file, split_jid, jid)
                    yield GroupShare(self._account(name), device, name, f"/{file}", group)

    def _matching(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The files whose names follow a pattern, with the parts of the name."""
        for file in self.folder.files:
            match = pattern.fullmatch(file)
            if match:
                yield file, match.groups()

    def _read(self, file: str, kind: type[T]) -> T:
        return read_file(self.folder.where(file), self.folder.read(file), kind)

    def _address(self, file: str, address: str, separator: str) -> tuple[str, int]:
        return self._sound(file, partial(split_address, separator=separator), address)

    def _sound(self, file: str, reading: Callable[[Given], T], given: Given) -> T:
        """What is read from a part of a file; that it cannot be read is a matter of the file."""
        try:
            return reading(given)
        except ValueError as problem:
            raise damaged(self.folder.where(file), problem) from None

    def _account(self, name: str) -> str:
        return self.aliases.get(name, name)


def _key(text: str) -> Key:
    return raw_key(from_base64(text))


def _numbers(texts: tuple[str, ...]) -> frozenset[int]:
    wrong = next((text for text in texts if not (text.isascii() and text.isdecimal())), None)
    if wrong is not None:
        raise ValueError(f"expected device numbers, got {wrong!r}")
    return frozenset(map(int, texts))


def _seconds(milliseconds: int | None) -> int | None:
    """Unix seconds; a time that has no date is none."""
    if milliseconds is None or not 0 <= milliseconds // 1000 <= LAST_SECOND:
        return None
    return milliseconds // 1000
