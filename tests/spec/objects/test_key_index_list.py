"""Device lists: what is read, what the signature covers, and what a changed bit does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import (
    EncryptionType,
    KeyIndexList,
    Malformed,
    SignedKeyIndexList,
    decode_key_index_list,
    decode_signed_key_index_list,
    encode_key_index_list,
    encode_signed_key_index_list,
    list_signature_holds,
)
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time
from tests.spec.objects.support import (
    COMPANION,
    LIST,
    PRIMARY,
    cases,
    decisions,
    signed_identity,
    signed_list,
    single_bit_flips,
    verdict,
)

INDEXES = st.integers(0, 2**32 - 1).map(Index)
LISTS = st.builds(
    KeyIndexList,
    raw_id=st.integers(0, 2**32 - 1).map(RawId),
    timestamp=st.integers(0, 2**64 - 1).map(Time),
    current_index=INDEXES,
    valid_indexes=st.frozensets(INDEXES, max_size=6),
    account_type=st.sampled_from(EncryptionType),
)


def believed(data: bytes, primary: IdentityKey, *, hosted: bool) -> SignedKeyIndexList | None:
    """Return the list if its signature holds and an embedded key is the pinned one."""
    try:
        signed = decode_signed_key_index_list(data)
    except Malformed:
        return None
    pinned = signed.embedded_account_key in (None, primary)
    return signed if pinned and list_signature_holds(primary, signed, hosted=hosted) else None


def holds_as_recorded(case: dict[str, Any]) -> str:
    data = bytes.fromhex(case["signed_list"])
    primary = IdentityKey(bytes.fromhex(case["trusted_account_key"]))
    return verdict(accepted=believed(data, primary, hosted=case["hosted"]) is not None)


def test_the_verdicts_are_the_recorded_ones_except_where_decided() -> None:
    recorded = {case["id"]: case["recorded"] for case in cases("key_index_list_zapo.json")}
    verdicts = {case["id"]: holds_as_recorded(case) for case in cases("key_index_list_zapo.json")}
    assert {name for name in verdicts if verdicts[name] != recorded[name]} == set(decisions("kil"))


def test_for_the_other_kind_of_account_only_the_list_with_its_prefix_holds() -> None:
    others = [case | {"hosted": not case["hosted"]} for case in cases("key_index_list_zapo.json")]
    holding = [case["name"] for case in others if holds_as_recorded(case) == "accept"]
    assert holding == ["prefix 0607"]


@given(LISTS)
def test_what_is_encoded_is_decoded(listed: KeyIndexList) -> None:
    details = encode_key_index_list(listed)
    assert decode_key_index_list(details) == listed
    assert encode_key_index_list(decode_key_index_list(details)) == details


def test_indexes_are_written_packed_and_in_order() -> None:
    assert encode_key_index_list(LIST).hex() == "08071080e2cfaa0618ac0222040003ac02"


@pytest.mark.parametrize(
    "indexes", ["2202 0105", "2001 2005", "2005 2001", "220105 2001", "2203 050105"]
)
def test_valid_indexes_are_a_set_in_every_spelling(indexes: str) -> None:
    listed = decode_key_index_list(bytes.fromhex("08071001") + bytes.fromhex(indexes))
    assert listed.valid_indexes == {1, 5}


def test_absent_indexes_count_as_0_and_none() -> None:
    listed = decode_key_index_list(bytes.fromhex("08071001"))
    assert (listed.current_index, listed.valid_indexes) == (0, frozenset())


@pytest.mark.parametrize("details", ["", "0807", "1001", "22020001"])
def test_raw_id_and_timestamp_are_required(details: str) -> None:
    with pytest.raises(Malformed, match="expected this field"):
        decode_key_index_list(bytes.fromhex(details))


@given(listed=LISTS, with_key=st.booleans())
def test_a_signed_list_survives_the_wire(listed: KeyIndexList, *, with_key: bool) -> None:
    signed = SignedKeyIndexList(
        details=encode_key_index_list(listed),
        account_signature=bytes(64),
        embedded_account_key=PRIMARY.public if with_key else None,
        unknown=b"\xf8\x01\x05",
    )
    data = encode_signed_key_index_list(signed)
    assert decode_signed_key_index_list(data) == signed
    assert encode_signed_key_index_list(decode_signed_key_index_list(data)) == data
    assert signed.claims == listed


def test_reports_come_from_the_framing_and_from_the_details() -> None:
    signature = b"\x12\x40" + bytes(64)
    signed = decode_signed_key_index_list(
        signature + signature + b"\x0a\x05" + bytes.fromhex("0887001001")
    )
    assert [report.what for report in signed.reports] == [
        "ADVSignedKeyIndexList.accountSignature",
        "ADVKeyIndexList.rawId",
    ]


@pytest.mark.parametrize("hosted", [False, True], ids=["end-to-end", "hosted"])
def test_each_kind_of_account_has_one_prefix(*, hosted: bool) -> None:
    signed = signed_list(hosted=hosted)
    assert list_signature_holds(PRIMARY.public, signed, hosted=hosted)
    assert not list_signature_holds(PRIMARY.public, signed, hosted=not hosted)


def test_only_the_pinned_primary_signs_the_list() -> None:
    signed = replace(signed_list(), embedded_account_key=COMPANION.public)
    forged = replace(signed, account_signature=COMPANION.sign(b"\x06\x02" + signed.details))
    assert not list_signature_holds(PRIMARY.public, forged, hosted=False)


def test_the_signature_of_an_identity_is_none_of_a_list() -> None:
    identity = signed_identity()
    signed = SignedKeyIndexList(identity.details, identity.account_signature)
    assert not list_signature_holds(PRIMARY.public, signed, hosted=False)
    assert not list_signature_holds(PRIMARY.public, signed, hosted=True)


@pytest.mark.parametrize("hosted", [False, True], ids=["end-to-end", "hosted"])
@pytest.mark.parametrize(
    "listed",
    [
        LIST,
        replace(LIST, account_type=EncryptionType.HOSTED),
        replace(LIST, valid_indexes=frozenset()),
    ],
    ids=["two companions", "hosted type", "nobody"],
)
def test_no_changed_bit_changes_what_is_believed(listed: KeyIndexList, *, hosted: bool) -> None:
    signed = signed_list(listed, hosted=hosted)
    data = encode_signed_key_index_list(signed)
    covered = {
        offset
        for value in (signed.details, signed.account_signature, PRIMARY.public)
        for offset in range(data.index(value), data.index(value) + len(value))
    }
    for offset, flipped in single_bit_flips(data):
        found = believed(flipped, PRIMARY.public, hosted=hosted)
        if found is None:
            continue
        assert offset not in covered
        assert (found.details, found.claims) == (signed.details, signed.claims)
        assert found.account_signature == signed.account_signature


def test_a_shorter_message_is_believed_only_without_the_embedded_key() -> None:
    data = encode_signed_key_index_list(signed_list())
    lengths = [
        length
        for length in range(len(data) + 1)
        if believed(data[:length], PRIMARY.public, hosted=False)
    ]
    assert lengths == [len(data) - 34, len(data)]


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    assert believed(data, PRIMARY.public, hosted=False) is None
    try:
        listed = decode_key_index_list(data)
    except Malformed:
        return
    assert decode_key_index_list(encode_key_index_list(listed)) == listed
