"""Where a report goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from mdaudit.audit_cli.cannot_look import WrongUsageError


@contextmanager
def destination(name: str | None, option: str = "--output") -> Iterator[TextIO]:
    """A stream to write the report to; a file replaces an older one only when it is complete.

    `option` is what named it, for the error.

    Raises:
        WrongUsageError: the file cannot be written.
    """
    if name is None:
        yield sys.stdout
        return
    target = Path(name)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("x", encoding="utf-8") as stream:
            yield stream
        unfinished.replace(target)
    except OSError as problem:
        raise WrongUsageError(f"{option} {name}: {problem.strerror}") from None
    finally:
        with suppress(OSError):
            unfinished.unlink()
