"""Whether an object in a log says what its bytes say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mdaudit.reference.parties.seen import Seen
from mdaudit.reference.signed.described import (
    described_certificate,
    described_list,
    unread_certificate,
)
from mdaudit.spec.objects import (
    Malformed,
    decode_device_identity,
    decode_key_index_list,
    decode_signed_device_identity,
    decode_signed_key_index_list,
)
from mdaudit.spec.state.signed import Certificate, SignedList


def is_what_its_bytes_say(seen: Seen) -> bool:
    """Whether bytes and description belong together; what has no bytes has nothing to compare."""
    if seen.octets is None or not isinstance(seen.object, SignedList | Certificate):
        return True
    return seen.object in _readings(seen.object, seen.octets)


def _readings(made: SignedList | Certificate, octets: bytes) -> Iterator[Any]:
    """The objects that the bytes can be: signed, the details alone, or left unread."""
    if isinstance(made, SignedList):
        for decode in (lambda o: decode_signed_key_index_list(o).claims, decode_key_index_list):
            try:
                yield described_list(octets, decode(octets))
            except Malformed:
                continue
        return
    companion = made.certificate_key
    yield unread_certificate(octets, companion)
    for read in (lambda o: decode_signed_device_identity(o).claims, decode_device_identity):
        try:
            yield described_certificate(octets, read(octets), companion)
        except Malformed:
            continue
