"""A folder of files that this program wrote, and nobody else."""

from __future__ import annotations

import os
from pathlib import Path

from mdaudit.audit_cli.cannot_look import WrongUsageError


def write_folder(option: str, name: str, files: dict[str, str], header: str) -> None:
    """Write the files; older files of ours that are not among them are removed.

    Each file begins with the header, and is there whole or not at all. A folder that holds
    anything that does not begin with it is left alone.

    Raises:
        WrongUsageError: the folder cannot be written, or holds something that is not ours.
    """
    folder, called = Path(name), f"{option} {name or repr(name)}"
    try:
        folder.mkdir(exist_ok=True)
        for file in sorted(folder.iterdir()):
            if not _is_ours(file, header):
                raise WrongUsageError(
                    f"{called}: holds {file.name}, which this command did not write; "
                    "next: name a new or empty folder"
                )
        for file_name, text in files.items():
            _write_whole(folder / file_name, text)
        for file in folder.iterdir():
            if file.name not in files:
                file.unlink()
    except OSError as problem:
        raise WrongUsageError(
            f"{called}: cannot be written: {problem.strerror}; next: name another folder"
        ) from None


def _is_ours(file: Path, header: str) -> bool:
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as stream:
        start = stream.read(len(header.encode()))
    return start == header.encode()


def _write_whole(file: Path, text: str) -> None:
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
