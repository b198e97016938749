"""A vault opens what it sealed, under the name it was sealed for, and with its own secret."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sealing import COSTS, HEADER, KeyFile, Passphrase, Vault, WrongSecret
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.reference.scene import stream

RANDOM = stream("vault")
VAULT = Vault.create(RANDOM)
PASSPHRASE, KEY_FILE = Passphrase("correct horse"), KeyFile(bytes(range(32)))
CHEAP = min(COSTS)
every_secret = pytest.mark.parametrize("secret", [PASSPHRASE, KEY_FILE], ids=["phrase", "file"])


@given(name=st.text(max_size=20), plaintext=st.binary(max_size=200))
def test_what_was_sealed_is_opened(name: str, plaintext: bytes) -> None:
    sealed = VAULT.seal(name, plaintext)
    assert len(sealed) == len(plaintext) + 28
    assert VAULT.open(name, sealed) == plaintext


def test_equal_records_are_sealed_differently() -> None:
    assert VAULT.seal("name", b"record") != VAULT.seal("name", b"record")


@given(bit=st.integers(0, 8 * 34 - 1))
def test_a_record_with_a_flipped_bit_is_not_opened(bit: int) -> None:
    sealed = bytearray(VAULT.seal("name", b"record"))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unauthentic, match="sealed record name"):
        VAULT.open("name", bytes(sealed))


@pytest.mark.parametrize("length", range(28))
def test_too_few_bytes_are_no_record(length: int) -> None:
    with pytest.raises(Unauthentic, match="expected what this vault sealed"):
        VAULT.open("name", bytes(length))


def test_a_record_does_not_take_the_place_of_another() -> None:
    with pytest.raises(Unauthentic, match="sealed record another"):
        VAULT.open("another", VAULT.seal("name", b"record"))


@every_secret
def test_the_secret_opens_the_vault_again(secret: Passphrase | KeyFile) -> None:
    again = Vault.unlock(VAULT.header(secret, CHEAP), secret, RANDOM)
    assert again.open("name", VAULT.seal("name", b"record")) == b"record"


@pytest.mark.parametrize(
    "other", [Passphrase("correct house"), Passphrase(""), KeyFile(bytes(32)), KEY_FILE]
)
def test_another_secret_does_not(other: Passphrase | KeyFile) -> None:
    with pytest.raises(WrongSecret, match="expected the passphrase or key file"):
        Vault.unlock(VAULT.header(PASSPHRASE, CHEAP), other, RANDOM)


def test_a_new_passphrase_opens_the_old_records() -> None:
    sealed = VAULT.seal("name", b"record")
    vault = Vault.unlock(VAULT.header(PASSPHRASE, CHEAP), PASSPHRASE, RANDOM)
    again = Vault.unlock(vault.header(KEY_FILE), KEY_FILE, RANDOM)
    assert again.open("name", sealed) == b"record"


def test_a_header_with_any_byte_changed_opens_nothing() -> None:
    header = VAULT.header(KEY_FILE)
    unused = HEADER.read(header).salt
    for position in range(len(header)):
        changed = header[:position] + bytes([header[position] ^ 1]) + header[position + 1 :]
        if position in range(header.index(unused), header.index(unused) + len(unused)):
            continue  # a key file needs no salt
        with pytest.raises((WrongSecret, Malformed)):
            Vault.unlock(changed, KEY_FILE, RANDOM)


@pytest.mark.parametrize("cost", [0, 1, CHEAP + 1, 2**21, 2**40, -1024])
def test_a_header_cannot_ask_for_any_cost(cost: int) -> None:
    header = replace(HEADER.read(VAULT.header(PASSPHRASE, CHEAP)), cost=cost)
    with pytest.raises(Malformed, match="expected a power of two"):
        Vault.unlock(HEADER.write(header), PASSPHRASE, RANDOM)
    with pytest.raises(ValueError, match="expected a power of two"):
        VAULT.header(PASSPHRASE, cost)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_file_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="expected a key of 32 bytes"):
        KeyFile(bytes(length))


def test_secrets_are_not_shown() -> None:
    shown = f"{VAULT} {PASSPHRASE} {KEY_FILE}"
    assert "horse" not in shown
    assert repr(VAULT.data_key) not in shown
