"""The QR code as a picture: drawn in a terminal, written to a file, and read from one.

Whoever sees the picture can be the primary, as far as the companion can tell. So the file is its
owner's alone, there whole or not at all, and removed when the attempt has ended.
"""

from __future__ import annotations

import os
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import segno
import zxingcpp
from PIL import Image

from mdaudit.reference.client.linking.failures import PictureError
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.qr_code import QrCode, decode_qr_code, encode_qr_code

QR_CODES: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

SCALE: Final = 6
"""Pixels for each square of the code."""


def payload_of(code: QrCode) -> str:
    """What the picture says."""
    return encode_qr_code(code, address=True).decode("ascii")


def drawn(code: QrCode) -> str:
    """The picture in characters, for a terminal."""
    lines = StringIO()
    segno.make_qr(payload_of(code), error="l").terminal(lines, compact=True)
    return lines.getvalue()


def write_picture(code: QrCode, file: Path) -> None:
    """Write the picture as a PNG that only its owner can read; an older one is replaced at once.

    Raises:
        PictureError: the file cannot be written.
    """
    octets = BytesIO()
    segno.make_qr(payload_of(code)).save(octets, kind="png", scale=SCALE)
    try:
        descriptor, unfinished = mkstemp(dir=file.parent, prefix=".qr-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(octets.getvalue())
            Path(unfinished).replace(file)
        except BaseException:
            Path(unfinished).unlink()
            raise
    except OSError as problem:
        got = problem.strerror or str(problem)
        raise PictureError(file, "a file that can be written", got, "name another one") from None


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
    try:
        with Image.open(file) as picture:
            found = zxingcpp.read_barcodes(picture, formats=QR_CODES)
    except (OSError, ValueError, Image.DecompressionBombError) as problem:
        got = getattr(problem, "strerror", None) or "no picture"
        raise PictureError(file, "a picture of a QR code", got, "name a PNG file") from None
    if len(found) != 1:
        got = f"{len(found)} of them"
        raise PictureError(file, "a picture of one QR code", got, "take another picture")
    return read_payload(found[0].text)


def read_payload(text: str) -> QrCode:
    """The code that a picture says in these characters.

    Raises:
        Malformed: it is none of a companion.
    """
    if not text.isascii():
        raise Malformed("QR code", "printable characters", "others", 0)
    return decode_qr_code(text.strip().encode("ascii"))
