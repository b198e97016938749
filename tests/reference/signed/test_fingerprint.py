"""The QR code of a comparison has one spelling."""

import pytest

from mdaudit.reference.signed.fingerprint import (
    COMBINED,
    DATA,
    IDENTIFIER,
    KEYS,
    LOCAL,
    REMOTE,
    VERSION,
    CombinedFingerprint,
    decode_fingerprint,
    encode_fingerprint,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.security_code import Fingerprinted
from mdaudit.spec.objects.wire import write_message
from mdaudit.spec.sorts import IdentityKey

ONE, TWO = IdentityKey(bytes([1] * 32)), IdentityKey(bytes([2] * 32))


def spelled(version: int = 2, keys: bytes = ONE + TWO, more: bytes = b"") -> bytes:
    user = write_message(DATA, {KEYS: keys, IDENTIFIER: b"15550100001"})
    return write_message(COMBINED, {VERSION: version, LOCAL: user, REMOTE: user}, more)


def test_what_is_written_is_read() -> None:
    alice, bob = Fingerprinted(b"15550100001", (TWO, ONE)), Fingerprinted(b"15550100002", (TWO,))
    read = decode_fingerprint(encode_fingerprint(CombinedFingerprint(alice, bob)))
    assert read.local == Fingerprinted(b"15550100001", (ONE, TWO))
    assert read.remote == bob
    assert encode_fingerprint(read) == encode_fingerprint(CombinedFingerprint(alice, bob))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"no code",
        spelled(version=1),
        spelled(keys=TWO + ONE),
        spelled(keys=ONE + ONE),
        spelled(keys=ONE[:-1]),
        spelled(keys=b""),
        spelled(more=b"\x28\x01"),
    ],
    ids=["empty", "text", "version", "order", "twice", "short key", "no key", "more"],
)
def test_other_spellings_are_refused(octets: bytes) -> None:
    assert decode_fingerprint(spelled()).local.keys == (ONE, TWO)
    with pytest.raises(Malformed):
        decode_fingerprint(octets)
