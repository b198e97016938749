"""What an input is, by its content."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.decidable import (
    DEVICE_IDENTITY,
    EVIDENCE,
    KEY_INDEX_LIST,
    LINKING_PAYLOAD,
)
from mdaudit.audit_cli.inputs import recognise
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from tests.audit_cli.honest import LAPTOP, PHONE, START, honest, listed
from tests.audit_cli.signing import base64, certificate, linking_payload
from tests.fixtures.stores.make import database

NOTHING = Given(START)
LIST = listed(10, (0, 1, 2))
IDENTITY = certificate(PHONE, LAPTOP, 1, time=START)
PAYLOAD = linking_payload(IDENTITY, bytes(range(32)))
LINE = json.dumps(honest()).encode() + b"\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "input"


def read(file: Path, content: bytes, given_keys: Given = NOTHING) -> list[Document]:
    file.write_bytes(content)
    return list(documents(str(file), given_keys))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (LIST, KEY_INDEX_LIST),
        (listed(10, (0,), embedded=PHONE.public), KEY_INDEX_LIST),
        (IDENTITY, DEVICE_IDENTITY),
        (certificate(PHONE, LAPTOP, 1, time=0, embedded=PHONE.public), DEVICE_IDENTITY),
        (PAYLOAD, LINKING_PAYLOAD),
    ],
)
def test_an_object_is_recognised_raw_and_in_base64(file: Path, data: bytes, kind: str) -> None:
    wrapped = base64(data)[:60] + "\n" + base64(data)[60:] + "\n"
    for content in (data, base64(data).encode(), wrapped.encode()):
        (document,) = read(file, content)
        assert (document.kind, document.lone) == (kind, True)


def test_evidence_is_recognised_with_and_without_line_breaks(file: Path) -> None:
    for content in (LINE, LINE.strip(), json.dumps(honest(), indent=2).encode(), b"\n" + LINE):
        (document,) = read(file, content)
        assert (document.kind, document.lone) == (EVIDENCE, False)


def test_a_stream_of_evidence_is_recognised(file: Path) -> None:
    names = [document.name for document in read(file, LINE + b"\n" + LINE + LINE.strip())]
    assert names == [f"{file}, line 1", f"{file}, line 3", f"{file}, line 4"]


def test_a_wrong_line_does_not_keep_the_rest_of_a_stream_from_being_read(file: Path) -> None:
    file.write_bytes(LINE + b"{}\n" + LINE + b"[\n" + LINE)
    stream = documents(str(file), NOTHING)
    names = [next(stream).name for _ in range(3)]
    assert names == [f"{file}, line {number}" for number in (1, 3, 5)]
    with pytest.raises(CannotLookError, match="line 2") as error:
        next(stream)
    assert [line.partition(":")[0] for line in error.value.lines] == [
        f"{file}, line {number}" for number in (2, 4)
    ]


def test_a_stream_that_is_no_evidence_is_not_read_to_its_end(file: Path) -> None:
    file.write_bytes(b"{}\n" * 1_000 + LINE)
    with pytest.raises(CannotLookError, match="line 1:") as error:
        list(documents(str(file), NOTHING))
    assert len(error.value.lines) == recognise.MOST_BAD_LINES + 1
    assert "at most 20 lines that are no evidence, got more" in error.value.lines[-1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "got nothing"),
        (b" \n", "got nothing"),
        (LIST[:-1], "104 bytes that are none of them|bytes that are none of them"),
        (b"\x00\xff" * 1000, "2000 bytes"),
        (b"\xef\xbb\xbf" + LINE, "text with a byte order mark; write UTF-8 without one"),
        (LINE.decode().encode("utf-16"), "text in UTF-16; write UTF-8"),
        (b"YWJj", "base64 of 3 bytes"),
        (b"-_-_", "URL-safe"),
        (b"YQ", "incorrect padding"),
        (b"{}", "an object with format"),
        (b"[]", "an object with format"),
        (b"[" * 5000, "nesting"),
        (b'{"format": "mdaudit-evidence/1"', "strict JSON"),
        (b'{"format": NaN}', "NaN"),
    ],
)
def test_junk_is_refused_in_one_line(file: Path, content: bytes, words: str) -> None:
    with pytest.raises(CannotLookError, match=words) as caught:
        read(file, content)
    assert "\n" not in str(caught.value)


def test_with_its_kind_stated_a_broken_object_is_taken_as_one(file: Path) -> None:
    (document,) = read(file, LIST[:-1], Given(START, kind=KEY_INDEX_LIST))
    assert document.kind == KEY_INDEX_LIST


@pytest.mark.parametrize("content", [LINE, LINE + LINE])
def test_keys_for_an_object_are_refused_with_evidence(file: Path, content: bytes) -> None:
    with pytest.raises(WrongUsageError, match="lone object"):
        read(file, content, Given(START, primary_key=Key(bytes(32))))


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotLookError, match="No such file"):
        list(documents(str(tmp_path / "absent"), NOTHING))
    with pytest.raises(CannotLookError, match="something in it"):
        list(documents(str(tmp_path), NOTHING))


def test_an_empty_name_is_no_folder() -> None:
    with pytest.raises(CannotLookError, match=r"an INPUT: expected .*, got no name; name one"):
        list(documents("", NOTHING))


def test_a_document_that_is_too_large_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognise, "LARGEST", len(LINE) + 10)
    assert len(read(file, LINE * 3)) == 3, "a stream may be larger than a document"
    with pytest.raises(CannotLookError, match="one evidence object a line"):
        read(file, json.dumps(honest(), indent=2).encode())
    with pytest.raises(CannotLookError, match="one evidence object a line"):
        read(file, LINE + b" " * 11 + LINE)
    with pytest.raises(CannotLookError, match="one evidence object a line"):
        read(file, b"x" * 100_000)


def test_standard_input_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LIST)))
    (document,) = documents("-", NOTHING)
    assert (document.name, document.kind) == ("standard input", KEY_INDEX_LIST)


@pytest.mark.parametrize("content", ["evidence", "database"])
def test_a_named_pipe_is_read_as_a_file_is(tmp_path: Path, content: str) -> None:
    pipe, store = tmp_path / "pipe", database(tmp_path / "store.db").path
    octets = LINE if content == "evidence" else store.read_bytes()
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(pipe.write_bytes, octets)
        (document,) = documents(str(pipe), NOTHING)
    assert writing.result() == len(octets)
    assert (document.name, document.store is not None) == (str(pipe), content == "database")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_break_the_reader(octets: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(octets)))
        with suppress(CannotLookError):
            assert list(documents("-", NOTHING))


@pytest.mark.parametrize("cut", range(0, len(IDENTITY), 7))
def test_a_truncated_object_is_no_other_object(file: Path, cut: int) -> None:
    with pytest.raises(CannotLookError):
        read(file, IDENTITY[:cut])
