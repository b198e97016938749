"""HKDF: the standard's own examples."""

import pytest

from mdaudit.spec.objects.hkdf import MAX_LENGTH, hkdf

RFC_5869 = {
    "1: basic": (
        bytes([0x0B] * 22),
        bytes(range(13)),
        bytes(range(0xF0, 0xFA)),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    ),
    "2: longer inputs and outputs": (
        bytes(range(0x50)),
        bytes(range(0x60, 0xB0)),
        bytes(range(0xB0, 0x100)),
        (
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb"
            "41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        ),
    ),
    "3: no salt, no info": (
        bytes([0x0B] * 22),
        b"",
        b"",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    ),
}


@pytest.mark.parametrize("name", RFC_5869)
def test_the_examples_of_the_standard(name: str) -> None:
    secret, salt, info, expected = RFC_5869[name]
    assert hkdf(secret, info, len(expected) // 2, salt).hex() == expected


def test_the_longest_output_is_the_limit() -> None:
    assert len(hkdf(b"", b"", MAX_LENGTH)) == 8160
    with pytest.raises(ValueError, match="at most 8160 bytes"):
        hkdf(b"", b"", MAX_LENGTH + 1)
