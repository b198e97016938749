"""A companion's QR code as a picture: drawn in a terminal, written to a file, and read from one.

Whoever sees the picture can be the primary, as far as the companion can tell. So the file is its
owner's alone, and removed when the attempt has ended.
"""

from __future__ import annotations

from contextlib import suppress
from io import StringIO
from pathlib import Path

import segno

from mdaudit.reference.client.linking.qr_picture import read_qr, write_qr
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.qr_code import QrCode, decode_qr_code, encode_qr_code


def payload_of(code: QrCode) -> str:
    """What the picture says."""
    return encode_qr_code(code, address=True).decode("ascii")


def drawn(code: QrCode) -> str:
    """The picture in characters, for a terminal."""
    lines = StringIO()
    segno.make_qr(payload_of(code), error="l").terminal(lines, compact=True)
    return lines.getvalue()


def write_picture(code: QrCode, file: Path) -> None:
    """Write the picture as a PNG; an older one is replaced at once.

    Raises:
        PictureError: the file cannot be written.
    """
    write_qr(payload_of(code).encode("ascii"), file)


def remove_picture(file: Path) -> None:
    """The attempt has ended: nobody is to see its code any more."""
    with suppress(OSError):
        file.unlink()


def read_picture(file: Path) -> QrCode:
    """The code that a picture shows.

    Raises:
        PictureError: the file is no picture, or shows not exactly one QR code.
        Malformed: the QR code is none of a companion.
    """
    return decode_qr_code(read_qr(file))


def read_payload(text: str) -> QrCode:
    """The code that a picture says in these characters.

    Raises:
        Malformed: it is none of a companion.
    """
    if not text.isascii():
        raise Malformed("QR code", "printable characters", "others", 0)
    return decode_qr_code(text.strip().encode("ascii"))
