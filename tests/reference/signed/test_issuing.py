"""What the reference signs is read back as it was said, and its signatures hold."""

from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.signed.issuing import certify, consent, linking_payload, sign_list
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import (
    DeviceIdentity,
    KeyIndexList,
    account_signature_holds,
    decode_linking_payload,
    decode_signed_device_identity,
    decode_signed_key_index_list,
    device_signature_holds,
    linking_secret_vouches,
    list_signature_holds,
)
from mdaudit.spec.sorts import Index, RawId, Time
from tests.reference.scene import stream

PRIMARY, COMPANION = KeyPair.generate(stream("primary")), KeyPair.generate(stream("companion"))
NUMBERS = st.integers(0, 2**32 - 1)
LIVES, INDEXES, TIMES = NUMBERS.map(RawId), NUMBERS.map(Index), NUMBERS.map(Time)


@given(st.builds(DeviceIdentity, raw_id=LIVES, timestamp=TIMES, key_index=INDEXES))
def test_a_certificate_comes_back(claims: DeviceIdentity) -> None:
    signed = certify(PRIMARY, COMPANION.public, claims, stream("nonce"))
    received = decode_signed_device_identity(
        consent(COMPANION, PRIMARY.public, signed, stream("nonce"))
    )
    assert received.claims == claims
    assert received.embedded_account_key is None
    assert account_signature_holds(PRIMARY.public, COMPANION.public, received)
    assert device_signature_holds(PRIMARY.public, COMPANION.public, received)
    assert not device_signature_holds(COMPANION.public, COMPANION.public, received)


@given(
    st.builds(
        KeyIndexList,
        raw_id=LIVES,
        timestamp=TIMES,
        current_index=INDEXES,
        valid_indexes=st.frozensets(INDEXES, max_size=5),
    )
)
def test_a_list_comes_back(claims: KeyIndexList) -> None:
    received = decode_signed_key_index_list(sign_list(PRIMARY, claims, stream("nonce")))
    assert received.claims == claims
    assert list_signature_holds(PRIMARY.public, received, hosted=False)
    assert not list_signature_holds(COMPANION.public, received, hosted=False)


def test_a_linking_payload_is_for_who_showed_the_secret() -> None:
    claims = DeviceIdentity(RawId(7), Time(0), Index(1))
    signed = certify(PRIMARY, COMPANION.public, claims, stream("nonce"))
    payload = decode_linking_payload(
        linking_payload(LinkingCode(COMPANION.public, b"s" * 32), signed)
    )
    assert linking_secret_vouches(b"s" * 32, payload)
    assert not linking_secret_vouches(b"t" * 32, payload)
    assert decode_signed_device_identity(payload.inner) == signed
