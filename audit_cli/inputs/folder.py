"""A folder: a client's store, or any number of inputs, each of which is looked at.

Hidden files, pipes and devices are left out, and links are not followed. A file that cannot be
audited does not keep the others from being audited; the error about it comes at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mdaudit.audit_cli.cannot_look import CannotLookError, SeveralUnreadableError
from mdaudit.audit_cli.inputs.auth_state.folder import is_auth_state
from mdaudit.audit_cli.inputs.auth_state.reading import read_auth_state
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.lone_object import Given, refuse_object_options
from mdaudit.audit_cli.inputs.store_evidence import store_document

MOST_INPUTS: Final = 10_000
"""Inputs in a folder and the folders in it."""


def folder_documents(
    name: str, given: Given, read: Callable[[str, Given], Iterator[Document]]
) -> Iterator[Document]:
    """Every document in a folder; `read` reads one input in it.

    Raises:
        CannotLookError: some of it could not be audited; the rest was.
        OSError: the folder cannot be listed.
    """
    path = Path(name)
    if is_auth_state(path):
        refuse_object_options(given)
        store, digest = read_auth_state(name, path)
        yield store_document(name, digest, store, given.at)
        return
    inputs, problems = _inputs(name)
    for found in inputs:
        try:
            yield from read(found, given)
        except CannotLookError as problem:
            problems.append(problem)
    if not inputs and not problems:
        expected = "a folder with something in it (hidden files, links and pipes do not count)"
        raise CannotLookError(name, expected, "none", "name another one")
    if problems:
        raise SeveralUnreadableError(problems)


def _inputs(folder: str) -> tuple[list[str], list[CannotLookError]]:
    """What is in a folder: files, and folders that are stores; and folders that cannot be read."""
    found: list[str] = []
    problems: list[CannotLookError] = []

    def unreadable(problem: OSError) -> None:
        where, reason = str(problem.filename), problem.strerror or str(problem)
        problems.append(CannotLookError(where, "a readable folder", reason, "leave it out"))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        inside = [Path(place, name) for name in sorted((*folders, *files))]
        seen = [p for p in inside if not p.name.startswith(".") and not p.is_symlink()]
        stores = [p for p in seen if p.is_dir() and is_auth_state(p)]
        folders[:] = [p.name for p in seen if p.is_dir() and p not in stores]
        found += [str(p) for p in seen if p in stores or p.is_file()]
        if len(found) > MOST_INPUTS:
            most = f"at most {MOST_INPUTS} inputs"
            raise CannotLookError(folder, most, "more", "name a smaller folder")
    return found, problems
