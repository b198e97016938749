"""Logs: a JSON line for each request, on standard error, that tells of nobody.

A line has the method, the template of the path, the status and the time it took. It never has a
name, a number, a key or a message's id, nor the text of an error, which could contain any of them.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

import msgspec

LOGGER = logging.getLogger("mdref.server")
"""Where the server's own lines go; each record carries its members as ``members``."""


REFUSED_SOCKET = "ASGI callable returned without completing handshake."
"""What uvicorn says, as an error, of each web socket that is refused with a reason."""


class Lines(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The members of one of our own records; of another library, that it said something."""
        members = getattr(record, "members", {"event": "library", "logger": record.name})
        line = {"at": int(record.created), "level": record.levelname.lower()} | members
        return msgspec.json.encode(line).decode()


def log_to_standard_error() -> None:
    """Write the server's lines, and that other libraries warned, without their words."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    handler.addFilter(is_news)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOGGER.setLevel(logging.INFO)


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record says what no line of the server's own says."""
    return record.msg != REFUSED_SOCKET


def request_done(method: str, template: str | None, status: int, begun: float) -> None:
    """Log a request; `begun` is when it came, by the performance counter."""
    milliseconds = round(1000 * (time.perf_counter() - begun), 1)
    members = {"event": "request", "method": method, "route": template, "status": status}
    _log(logging.INFO, members | {"milliseconds": milliseconds})


def event(name: str) -> None:
    """Log that something happened to the process."""
    _log(logging.INFO, {"event": name})


def internal_error(template: str | None, problem: BaseException) -> None:
    """Log a defect: what kind of error it was, and where."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    members = {"event": "internal error", "route": template, "error": type(problem).__name__}
    _log(logging.ERROR, members | {"where": where})


def _log(level: int, members: dict[str, Any]) -> None:
    LOGGER.log(level, "%s", members["event"], extra={"members": members})
