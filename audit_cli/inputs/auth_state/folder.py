"""The folder of an auth state: which files are in it, and their bytes.

Links are not followed, sizes and numbers are bounded, nothing is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from mdaudit.audit_cli.cannot_look import CannotLookError

CREDENTIALS: Final = "creds.json"
"""The file that makes a folder an auth state."""

LARGEST: Final = 32 * 2**20
"""Bytes in the largest file."""

MOST_FILES: Final = 200_000
"""Files in the largest folder."""


def is_auth_state(folder: Path) -> bool:
    """Whether the folder is one, by its credentials; not if nobody may look into it."""
    credentials = folder / CREDENTIALS
    try:
        return credentials.is_file() and not credentials.is_symlink()
    except PermissionError:
        return False


@dataclass
class Folder:
    """A folder while it is read."""

    name: str
    """What the caller calls it."""
    path: Path
    files: tuple[str, ...] = ()
    """The names of its regular files, in order."""
    _hashed: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """List the files.

        Raises:
            CannotLookError: there are too many.
        """
        with os.scandir(self.path) as entries:
            names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        if len(names) > MOST_FILES:
            raise CannotLookError(
                self.name, f"at most {MOST_FILES} files", f"{len(names)}", "name a smaller folder"
            )
        self.files = tuple(sorted(names))

    def read(self, file: str) -> bytes:
        """The bytes of a file, which then belong to the digest.

        Raises:
            CannotLookError: it is too large.
            OSError: it cannot be read.
        """
        with (self.path / file).open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise CannotLookError(
                self.where(file),
                f"files of at most {LARGEST // 2**20} MB",
                "a larger one",
                "leave it out",
            )
        self._hashed.append(sha256(os.fsencode(file)).digest() + sha256(content).digest())
        return content

    def where(self, file: str) -> str:
        """A file, for a message about it."""
        return f"{self.name}/{file}"

    @property
    def digest(self) -> str:
        """SHA-256 over the SHA-256 of name and content of each file read, in sorted order."""
        return sha256(b"".join(sorted(self._hashed))).hexdigest()
