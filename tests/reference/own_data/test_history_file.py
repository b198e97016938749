"""A history file is opened only as what its sender made."""

import zlib
from dataclasses import replace
from hashlib import sha256
from hmac import digest

import pytest

from mdaudit.reference.own_data import history_file
from mdaudit.reference.own_data.history_file import INFO, open_history, seal_history
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.aes import chain
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.messages import HistoryFile
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.reference.scene import stream


def made_of(packed: bytes) -> tuple[bytes, HistoryFile]:
    """Return a file with any content, as the layout says and not as the program does it."""
    key = bytes(32)
    keys = hkdf(key, INFO, 112)
    start, cipher, code = keys[:16], keys[16:48], keys[48:80]
    blocks = chain(cipher, start, packed)
    octets = blocks + digest(code, start + blocks, "sha256")[:10]
    hashes = (sha256(packed).digest(), sha256(octets).digest())
    return octets, HistoryFile(*hashes, key, "anywhere")


def test_what_is_sealed_is_opened() -> None:
    octets, file = seal_history(b"lines " * 100, stream("history"))
    assert open_history(octets, file) == b"lines " * 100
    assert len(octets) < 100
    assert file.path == sha256(octets).hexdigest()


def test_the_layout_is_the_written_one() -> None:
    octets, file = made_of(zlib.compress(b"lines"))
    assert open_history(octets, file) == b"lines"


@pytest.mark.parametrize("where", [0, 20, -1])
def test_a_changed_file_is_refused(where: int) -> None:
    octets, file = seal_history(b"lines", stream("history"))
    changed = bytearray(octets)
    changed[where] ^= 1
    with pytest.raises(Unauthentic, match="hash of the file"):
        open_history(bytes(changed), file)
    renamed = replace(file, encrypted_hash=sha256(changed).digest())
    with pytest.raises(Unauthentic, match="code of the file"):
        open_history(bytes(changed), renamed)


def test_another_content_than_named_is_refused() -> None:
    octets, file = seal_history(b"lines", stream("history"))
    with pytest.raises(Unauthentic, match="hash of the content"):
        open_history(octets, replace(file, plain_hash=bytes(32)))


@pytest.mark.parametrize(
    "packed", [b"not compressed", zlib.compress(b"x")[:-1], zlib.compress(b"x") + b"more"]
)
def test_what_is_not_one_compressed_content_is_refused(packed: bytes) -> None:
    with pytest.raises(Malformed, match="history file"):
        open_history(*made_of(packed))


def test_no_more_is_unpacked_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_file, "LONGEST", 1000)
    assert len(open_history(*made_of(zlib.compress(bytes(999))))) == 999
    with pytest.raises(Malformed, match="at most 1000"):
        open_history(*made_of(zlib.compress(bytes(1001))))


@pytest.mark.parametrize("octets", [b"", b"short", bytes(10)])
def test_what_is_no_file_is_refused(octets: bytes) -> None:
    file = HistoryFile(bytes(32), sha256(octets).digest(), bytes(32), "x")
    with pytest.raises((Unauthentic, Malformed)):
        open_history(octets, file)
