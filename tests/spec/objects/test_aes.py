"""AES in three modes: published examples, and what is not authentic or not padded."""

import pytest

from mdaudit.spec.objects.aes import chain, mask, seal, unchain, unseal
from tests.spec.objects.support import single_bit_flips

# NIST SP 800-38A, F.2.5 and F.5.5: the first block.
KEY = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
PLAIN = bytes.fromhex("6bc1bee22e409f96e93d7e117393172a")


def test_counter_mode_gives_the_published_block() -> None:
    start = bytes(range(0xF0, 0x100))
    masked = mask(KEY, start, PLAIN)
    assert masked.hex() == "601ec313775789a5b7a7f504bbf3d228"
    assert mask(KEY, start, masked) == PLAIN


def test_chained_mode_gives_the_published_block_and_one_of_padding() -> None:
    blocks = chain(KEY, bytes(range(16)), PLAIN)
    assert blocks[:16].hex() == "f58c4c04d6e5f1ba779eabfb5f7bfbd6"
    assert len(blocks) == 32
    assert unchain(KEY, bytes(range(16)), blocks) == PLAIN


def test_authenticated_mode_gives_the_published_tag() -> None:
    # The GCM specification's test case 13: nothing encrypted.
    assert seal(bytes(32), bytes(12), b"").hex() == "530f8afbc74536b9a963b4f1c4cb738b"
    assert unseal(bytes(32), bytes(12), seal(bytes(32), bytes(12), PLAIN)) == PLAIN


def test_no_changed_bit_is_unsealed() -> None:
    sealed = seal(KEY, bytes(12), b"ab")
    assert {unseal(KEY, bytes(12), flipped) for _, flipped in single_bit_flips(sealed)} == {None}


def test_what_is_shorter_than_a_tag_is_not_unsealed() -> None:
    assert unseal(KEY, bytes(12), bytes(15)) is None


def test_blocks_without_padding_are_not_unchained() -> None:
    assert unchain(KEY, bytes(16), chain(KEY, bytes(16), PLAIN)[:16]) is None
    with pytest.raises(ValueError, match="multiple of the block length"):
        unchain(KEY, bytes(16), bytes(17))


def test_a_shorter_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key size"):
        mask(KEY[:16], bytes(16), PLAIN)
