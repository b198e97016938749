"""Bytes as text: standard base64 in evidence; base64, hexadecimal or a file in options."""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from pathlib import Path

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.mismatch import mismatch
from mdaudit.audit_cli.inputs.option_file import readable

KEY_LENGTH = 32
"""Bytes of every key and secret that an option names."""

LONGEST_FILE = 1000
"""Bytes of a file with a key that are looked at."""

TYPE_BYTE = b"\x05"
"""What a serialised key begins with, and a raw one does not."""

_URL_SAFE = re.compile(r"[A-Za-z0-9_-]*[_-][A-Za-z0-9_-]*=*")
_HEXADECIMAL = re.compile(r"(?:05)?[0-9A-Fa-f]{64}")
"""A key, raw or serialised; so long, the latter is no base64."""


def from_base64(text: str) -> bytes:
    """The bytes that standard, padded base64 stands for.

    Raises:
        ValueError: it is anything else; the message says what, and knows the URL-safe alphabet.
    """
    if _URL_SAFE.fullmatch(text):
        raise ValueError(
            "expected standard base64, got the URL-safe alphabet; write + for - and / for _"
        )
    try:
        return a2b_base64(text.encode("ascii"), strict_mode=True)
    except (NotBase64, UnicodeEncodeError) as problem:
        raise ValueError(
            f"expected standard base64 with padding, got other text ({_reason(problem)})"
        ) from None


def key_option(option: str, value: str) -> bytes:
    """The 32 bytes that an option names, as base64, hexadecimal or ``@FILE`` (text or raw).

    Raises:
        WrongUsageError: it is anything else, or the file cannot be read.
    """
    try:
        found = _file(option, value[1:]) if value.startswith("@") else _text(value)
    except ValueError as problem:
        raise WrongUsageError(
            f"{option}: expected {KEY_LENGTH} bytes as base64, hexadecimal or @FILE, "
            f"got {mismatch(problem).got}; next: give the whole key, and nothing else"
        ) from None
    if len(found) != KEY_LENGTH:
        serialised = len(found) == KEY_LENGTH + 1 and found.startswith(TYPE_BYTE)
        step = "drop the leading 05" if serialised else "give the whole key, and nothing else"
        raise WrongUsageError(
            f"{option}: expected {KEY_LENGTH} bytes, got {len(found)}; next: {step}"
        )
    return found


def _file(option: str, name: str) -> bytes:
    with readable(f"{option} @{name}"), Path(name).open("rb") as stream:
        content = stream.read(LONGEST_FILE)
    if len(content) == KEY_LENGTH:
        return content
    if not content.isascii():
        raise ValueError("expected text, got a file of other bytes")
    return _text(content.decode("ascii").strip())


def _reason(problem: ValueError) -> str:
    """Why a text is no base64."""
    if isinstance(problem, UnicodeEncodeError):
        return "other letters than base64 has"
    reason = str(problem)
    return f"{reason[:1].lower()}{reason[1:]}"


def _text(text: str) -> bytes:
    return bytes.fromhex(text) if _HEXADECIMAL.fullmatch(text) else from_base64(text)
