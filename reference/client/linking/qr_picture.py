"""A QR code as a PNG file: written so that it is there whole or not at all, and read back."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import Final

import segno
import zxingcpp
from PIL import Image

from mdaudit.reference.client.linking.failures import PictureError

QR_CODES: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

SCALE: Final = 6
"""Pixels for each square of the code."""


def write_qr(payload: bytes, file: Path) -> None:
    """Write a picture that only its owner can read; an older file is replaced at once.

    Raises:
        PictureError: the file cannot be written.
    """
    octets = BytesIO()
    segno.make_qr(payload).save(octets, kind="png", scale=SCALE)
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


def read_qr(file: Path) -> bytes:
    """What the one QR code in a picture says.

    Raises:
        PictureError: the file is no picture, or shows not exactly one QR code.
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
    return bytes(found[0].bytes)
