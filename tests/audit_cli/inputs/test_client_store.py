"""Addresses and keys as stores write them."""

import pytest

from mdaudit.audit_cli.inputs.client_store import (
    certificate_octets,
    raw_key,
    split_address,
    split_jid,
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("15550100001.0", ("15550100001", 0)),
        ("100000000000001_1.7", ("100000000000001_1", 7)),
        ("15550100001_128.99", ("15550100001", 99)),
        ("100000000000001_129.99", ("100000000000001_1", 99)),
        ("x_7.1", ("x_7", 1)),
    ],
)
def test_a_session_address_names_account_and_device(
    address: str, expected: tuple[str, int]
) -> None:
    assert split_address(address, ".") == expected


@pytest.mark.parametrize(
    ("jid", "expected"),
    [
        ("15550100001@s.whatsapp.net", ("15550100001", 0)),
        ("15550100001:12@s.whatsapp.net", ("15550100001", 12)),
        ("15550100001.0:12@s.whatsapp.net", ("15550100001", 12)),
        ("100000000000001:12@lid", ("100000000000001_1", 12)),
        ("100000000000001:99@hosted.lid", ("100000000000001_1", 99)),
    ],
)
def test_a_full_address_names_account_and_device(jid: str, expected: tuple[str, int]) -> None:
    assert split_jid(jid) == expected


@pytest.mark.parametrize("address", ["", "15550100001", ".3", "a.", "a.b", "a.-1", "a.1234567890"])
def test_other_text_is_no_session_address(address: str) -> None:
    with pytest.raises(ValueError, match="a device number"):
        split_address(address, ".")


@pytest.mark.parametrize("jid", ["", "15550100001", "@lid", "a:b@lid", "a:²@lid"])
def test_other_text_is_no_full_address(jid: str) -> None:
    with pytest.raises(ValueError, match="a server"):
        split_jid(jid)


def test_a_key_loses_its_type_byte_and_nothing_else() -> None:
    key = bytes(range(32))
    assert raw_key(key) == raw_key(b"\5" + key) == key
    for wrong in (b"", key[:31], b"\6" + key):
        with pytest.raises(ValueError, match="32 bytes"):
            raw_key(wrong)


def test_a_signature_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="accountSignature"):
        certificate_octets(b"", None, b"short", None)
