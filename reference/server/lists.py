"""Lists as the server takes them: signed by the account's primary, and never an older one.

The rules are the specification's. A refusal here is a courtesy to the owner; what a client accepts,
the client decides.
"""

from __future__ import annotations

from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.signed.described import described_list
from mdaudit.spec.device_list.acceptance import never_goes_back, same_time_same_content
from mdaudit.spec.linking.primary import few_enough
from mdaudit.spec.objects import (
    EncryptionType,
    Malformed,
    decode_signed_key_index_list,
    list_signature_holds,
)
from mdaudit.spec.reading import holds
from mdaudit.spec.sorts import PRIMARY, Count, IdentityKey, RawId
from mdaudit.spec.state.signed import SignedList


def read_list(primary: IdentityKey, octets: bytes, life: RawId) -> SignedList:
    """The list that the primary signed for this life.

    Raises:
        Refusal: it cannot be read, is another's, of another life, or has too many companions.
    """
    try:
        signed = decode_signed_key_index_list(octets)
    except Malformed as problem:
        raise Refusal(400, "unreadable list", str(problem)) from None
    hosted = signed.claims.account_type is EncryptionType.HOSTED
    if not list_signature_holds(primary, signed, hosted=hosted):
        raise Refusal(403, "wrong signature", "sign the list with the account's primary")
    if signed.claims.raw_id != life:
        raise Refusal(409, "another life", "sign the list for the life that is named")
    if not holds(few_enough, Count(len(signed.claims.valid_indexes - {PRIMARY}))):
        raise Refusal(403, "too many devices", "remove a companion first")
    return described_list(octets, signed.claims)


def known_list(octets: bytes) -> SignedList:
    """A list that the server has, and has read before."""
    return described_list(octets, decode_signed_key_index_list(octets).claims)


def check_follows(held: SignedList, offered: SignedList) -> None:
    """Check that a list may take the place of the one that the server has (LIST-3, LIST-4).

    Raises:
        Refusal: it may not.
    """
    if not holds(never_goes_back, held.list_time, offered.list_time):
        raise Refusal(409, "older list", "sign a list that is later than the last one")
    if not holds(same_time_same_content, held, offered):
        raise Refusal(409, "two lists of one time", "sign a list that is later than the last one")
