"""A picture is read by a decoder that knows nothing of who drew it."""

import stat
from pathlib import Path

import pytest
import segno
from PIL import Image

from mdaudit.reference.client.linking.failures import PictureError
from mdaudit.reference.client.linking.picture import (
    drawn,
    payload_of,
    read_payload,
    read_picture,
    remove_picture,
    write_picture,
)
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import IdentityKey

CODE = QrCode("2@a,b,c", b"n" * 32, IdentityKey(b"i" * 32), b"s" * 32)


def test_a_picture_says_what_was_drawn(tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    write_picture(CODE, file)
    assert read_picture(file) == CODE
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_picture_is_its_owners_alone_and_replaced_at_once(tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    file.write_bytes(b"an older one")
    write_picture(CODE, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["code.png"]
    remove_picture(file)
    remove_picture(file)
    assert list(tmp_path.iterdir()) == []


def test_what_is_drawn_in_a_terminal_is_the_same_code(tmp_path: Path) -> None:
    lines = drawn(CODE).splitlines()
    assert len({len(line) for line in lines}) == 1
    blocks = {" ": (1, 1), "█": (0, 0), "▀": (0, 1), "▄": (1, 0)}
    plain = [[blocks[one] for one in line if one in blocks] for line in lines]
    width = len(plain[0])
    picture = Image.new("1", (width, 2 * len(plain)))
    for row, line in enumerate(plain):
        for column, (upper, lower) in enumerate(line):
            picture.putpixel((column, 2 * row), 1 - upper)
            picture.putpixel((column, 2 * row + 1), 1 - lower)
    file = tmp_path / "terminal.png"
    picture.resize((width * 4, 8 * len(plain))).save(file)
    assert read_picture(file) == CODE


def test_what_is_no_picture_of_one_code_is_told(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    with pytest.raises(PictureError, match="No such file"):
        read_picture(file)
    file.write_bytes(b"no picture")
    with pytest.raises(PictureError, match="got no picture"):
        read_picture(file)
    Image.new("L", (100, 100), 255).save(file)
    with pytest.raises(PictureError, match="got 0 of them"):
        read_picture(file)
    write_picture(CODE, file)
    twice = Image.new("L", (1500, 700), 255)
    with Image.open(file) as one:
        twice.paste(one, (0, 0))
        twice.paste(one, (800, 0))
    twice.save(file)
    with pytest.raises(PictureError, match="got 2 of them"):
        read_picture(file)


def test_another_qr_code_is_none_of_a_companion(tmp_path: Path) -> None:
    file = tmp_path / "other.png"
    segno.make_qr("https://example.org").save(str(file), scale=4)
    with pytest.raises(Malformed, match="QR code"):
        read_picture(file)
    with pytest.raises(Malformed, match="QR code"):
        read_payload("\u00e9")
    assert read_payload(f" {payload_of(CODE)}\n") == CODE


def test_a_picture_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="No such file"):
        write_picture(CODE, tmp_path / "missing" / "code.png")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PictureError, match="directory"):
        write_picture(CODE, tmp_path / "folder")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
