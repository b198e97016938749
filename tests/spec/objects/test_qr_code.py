"""QR codes: recorded payloads, references with commas, and every field spelled wrongly."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.qr_code import ADDRESS, QrCode, decode_qr_code, encode_qr_code
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import cases

RECORDED = cases("qr_code.json")
KEYS = [bytes([number] * 32) for number in (1, 2, 3)]
NOISE, IDENTITY, SECRET = map(b64encode, KEYS)
CODE = QrCode("ref", KEYS[0], IdentityKey(KEYS[1]), KEYS[2])

PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)
ENCODED = st.sampled_from([key.decode() for key in (NOISE, IDENTITY, SECRET)] + ["1", "999", ""])
REFERENCES = st.one_of(PRINTABLE, st.lists(ENCODED, min_size=2).map(",".join)).filter(
    lambda reference: reference != "" and not reference.startswith(ADDRESS.decode())
)
"""References of any characters, and ones that look like further fields."""

CODES = st.builds(
    QrCode,
    REFERENCES,
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=32, max_size=32).map(IdentityKey),
    st.binary(min_size=32, max_size=32),
    st.none() | st.integers(0, 999),
)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
def test_recorded_payloads_are_read_and_written(case: dict[str, Any]) -> None:
    code = decode_qr_code(case["payload"].encode())
    noise_key, identity_key, secret = (
        bytes.fromhex(case[name]) for name in ("noise_key", "identity_key", "secret")
    )
    assert code == QrCode(
        case["reference"], noise_key, IdentityKey(identity_key), secret, case["client_type"]
    )
    assert encode_qr_code(code, address=True) == case["payload"].encode()


@given(CODES, st.booleans())
def test_what_is_written_is_read_back_whatever_the_reference(code: QrCode, address: bool) -> None:  # noqa: FBT001 - drawn
    assert decode_qr_code(encode_qr_code(code, address=address)) == code


@given(st.one_of(st.binary(), CODES.map(lambda code: encode_qr_code(code, address=False))))
def test_what_is_read_is_written_as_it_was(payload: bytes) -> None:
    try:
        code = decode_qr_code(payload)
    except Malformed:
        return
    assert encode_qr_code(code, address=payload.startswith(ADDRESS)) == payload


def test_the_last_fields_are_read_first() -> None:
    code = decode_qr_code(b",".join((b"a", b"b", SECRET, NOISE, IDENTITY, SECRET)))
    assert code.reference == f"a,b,{SECRET.decode()}"
    assert code.client_type is None
    assert decode_qr_code(b",".join((b"1", b"2", NOISE, IDENTITY, SECRET, b"9"))).client_type == 9


LAST = "QR code last field: expected 44 characters, or one to three digits"
REFUSED = {
    "nothing": (b"", LAST),
    "no comma": (b"ref", LAST),
    "keys alone": (b",".join((NOISE, IDENTITY, SECRET)), "expected a reference and three keys"),
    "keys and client type alone": (b",".join((NOISE, IDENTITY, SECRET, b"1")), "got 3 fields"),
    "no secret": (b",".join((b"ref", NOISE, IDENTITY)), "got 3 fields"),
    "empty reference": (b",".join((b"", NOISE, IDENTITY, SECRET)), "QR code reference"),
    "reference with a space": (b",".join((b"r f", NOISE, IDENTITY, SECRET)), "QR code reference"),
    "reference with a line feed": (b",".join((b"ref\n", NOISE, IDENTITY, SECRET)), "reference"),
    "reference outside of ASCII": (b",".join((b"\xc3\xa9", NOISE, IDENTITY, SECRET)), "reference"),
    "address twice": (2 * ADDRESS + b",".join((b"r", NOISE, IDENTITY, SECRET)), "web address"),
    "client type of four digits": (b",".join((b"r", NOISE, IDENTITY, SECRET, b"1000")), LAST),
    "client type with a zero in front": (b",".join((b"r", NOISE, IDENTITY, SECRET, b"01")), LAST),
    "client type with a sign": (b",".join((b"r", NOISE, IDENTITY, SECRET, b"-1")), LAST),
    "client type with a line feed": (b",".join((b"r", NOISE, IDENTITY, SECRET, b"1\n")), LAST),
    "empty client type": (b",".join((b"r", NOISE, IDENTITY, SECRET, b"")), LAST),
    "secret without padding": (b",".join((b"r", NOISE, IDENTITY, SECRET[:-1])), LAST),
    "noise key of 31 bytes": (
        b",".join((b"r", b64encode(bytes(31)), IDENTITY, SECRET)),
        "QR code noise key: expected 32 bytes in base64",
    ),
    "identity key of 33 bytes": (
        b",".join((b"r", NOISE, b64encode(bytes(33)), SECRET)),
        "QR code identity key: expected 32 bytes",
    ),
    "secret of 33 bytes": (b",".join((b"r", NOISE, IDENTITY, b64encode(bytes(33)))), "secret"),
    "bits that spell nothing": (
        b",".join((b"r", NOISE, IDENTITY, SECRET[:-2] + b"N=")),
        "QR code linking secret",
    ),
    "the other alphabet": (b",".join((b"r", NOISE, b"-" + IDENTITY[1:], SECRET)), "identity key"),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("address", [b"", ADDRESS], ids=["bare", "with address"])
def test_what_is_not_well_formed_is_refused(name: str, address: bytes) -> None:
    payload, reason = REFUSED[name]
    with pytest.raises(Malformed) as refusal:
        decode_qr_code(address + payload)
    assert reason in str(refusal.value)


def test_a_refusal_points_at_the_field() -> None:
    with pytest.raises(Malformed) as refusal:
        decode_qr_code(ADDRESS + b",".join((b"a,b", b"short", IDENTITY, SECRET)))
    assert refusal.value.where == len(ADDRESS) + len("a,b,")


@pytest.mark.parametrize(
    "code",
    [
        replace(CODE, reference=""),
        replace(CODE, reference=ADDRESS.decode() + "1"),
        replace(CODE, reference="é"),
        replace(CODE, noise_key=bytes(31)),
        replace(CODE, identity_key=IdentityKey(bytes(33))),
        replace(CODE, secret=b""),
        replace(CODE, client_type=1000),
        replace(CODE, client_type=-1),
    ],
)
def test_the_caller_cannot_write_what_would_be_refused(code: QrCode) -> None:
    with pytest.raises(ValueError, match=r"expected|ascii"):
        encode_qr_code(code, address=False)
