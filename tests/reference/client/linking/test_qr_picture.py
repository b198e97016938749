"""A QR code holds any bytes, and its file is there whole or not at all."""

import stat
from pathlib import Path

import pytest
from PIL import Image

from mdaudit.reference.client.linking.failures import PictureError
from mdaudit.reference.client.linking.qr_picture import read_qr, write_qr


@pytest.mark.parametrize("payload", [b"\x00\xff\x80bytes", bytes(range(256)), b"x" * 700])
def test_what_is_written_is_read(tmp_path: Path, payload: bytes) -> None:
    file = tmp_path / "code.png"
    file.write_bytes(b"an older one")
    write_qr(payload, file)
    assert read_qr(file) == payload
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    file = tmp_path / "white.png"
    Image.new("L", (50, 50), 255).save(file)
    with pytest.raises(PictureError, match="0 of them"):
        read_qr(file)


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="a file that can be written"):
        write_qr(b"x", tmp_path / "missing" / "code.png")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PictureError, match="a file that can be written"):
        write_qr(b"x", tmp_path / "folder")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
