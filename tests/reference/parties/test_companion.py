"""The companion adopts whoever scanned its code, once, and reads nothing else."""

from dataclasses import replace

import pytest

from mdaudit.reference.parties.companion import Companion
from mdaudit.reference.parties.primary import Primary
from mdaudit.reference.signed.issuing import certify, linking_payload
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects import (
    DeviceIdentity,
    LinkingPayload,
    account_signature_holds,
    decode_signed_device_identity,
    device_signature_holds,
    encode_linking_payload,
    linking_mac,
)
from mdaudit.spec.reading import Refused, read_as
from mdaudit.spec.registry import Blame
from mdaudit.spec.sorts import NO_KEY, IdentityKey
from tests.reference.scene import ALICE, LAPTOP, LIFE, START, Scene, at, stream, without

GARBAGE = b"\xff\xff\xff"


@pytest.fixture
def laptop() -> Companion:
    return Companion.begin(stream("another laptop"))


@pytest.fixture
def phone() -> Primary:
    return Primary.begin(ALICE, LIFE, START, stream("another phone"))


@pytest.fixture
def server() -> Primary:
    """The server has a primary of its own, and knows the companion's public key."""
    return Primary.begin(ALICE, LIFE, START, stream("server"))


def guessed(companion: Companion) -> LinkingCode:
    """Return the code as far as somebody knows it who did not see it."""
    return LinkingCode(companion.identity_key, b"guess" + bytes(27))


def test_both_signatures_hold(laptop: Companion, phone: Primary) -> None:
    back = laptop.adopt(phone.approve(laptop.code, at(0)).payload, at(1))
    signed = decode_signed_device_identity(back)
    assert account_signature_holds(phone.identity_key, laptop.identity_key, signed)
    assert device_signature_holds(phone.identity_key, laptop.identity_key, signed)
    assert signed.embedded_account_key is None
    assert [event["step"] for event in laptop.party.log] == ["adopt", "countersign"]


def test_a_payload_under_another_secret_is_refused(laptop: Companion, server: Primary) -> None:
    payload = server.approve(guessed(laptop), at(0)).payload
    with pytest.raises(Refused, match="LINK-1") as refused:
        laptop.adopt(payload, at(1))
    assert refused.value.blame is Blame.UNKNOWN


def test_without_the_rule_the_server_takes_the_companion(
    laptop: Companion, server: Primary
) -> None:
    payload = server.approve(guessed(laptop), at(0)).payload
    with read_as(without("LINK-1")):
        signed = decode_signed_device_identity(laptop.adopt(payload, at(1)))
    assert device_signature_holds(server.identity_key, laptop.identity_key, signed)


def test_what_the_secret_does_not_vouch_for_is_not_read(laptop: Companion) -> None:
    mac = linking_mac(guessed(laptop).linking_secret, GARBAGE, hosted=False)
    payload = encode_linking_payload(LinkingPayload(GARBAGE, mac))
    with pytest.raises(Refused, match="LINK-1"):
        laptop.adopt(payload, at(1))
    with read_as(without("LINK-1")), pytest.raises(Refused, match="WIRE-2"):
        laptop.adopt(payload, at(1))


def test_malformed_bytes_are_refused_and_logged(laptop: Companion) -> None:
    with pytest.raises(Refused, match="WIRE-2"):
        laptop.adopt(GARBAGE, at(1))
    mac = linking_mac(laptop.code.linking_secret, GARBAGE, hosted=False)
    with pytest.raises(Refused, match="WIRE-2"):
        laptop.adopt(encode_linking_payload(LinkingPayload(GARBAGE, mac)), at(1))
    assert [event["refusal"]["rule"] for event in laptop.party.log] == ["WIRE-2", "WIRE-2"]


@pytest.mark.parametrize("embedded", ["another primary", None])
def test_a_payload_that_its_primary_did_not_sign_is_refused(
    laptop: Companion, embedded: str | None
) -> None:
    scene = Scene()
    claims = DeviceIdentity(LIFE, at(0), LAPTOP)
    signed = certify(scene.rogue, laptop.identity_key, claims, scene.random)
    key = None if embedded is None else scene.phone.identity_key
    payload = linking_payload(laptop.code, replace(signed, embedded_account_key=key))
    with pytest.raises(Refused, match="LINK-2"):
        laptop.adopt(payload, at(1))


def test_a_certificate_of_another_companion_is_refused(laptop: Companion) -> None:
    scene = Scene()
    claims = DeviceIdentity(LIFE, at(0), LAPTOP)
    signed = certify(scene.rogue, IdentityKey(scene.intruder.public), claims, scene.random)
    with pytest.raises(Refused, match="LINK-2"):
        laptop.adopt(linking_payload(laptop.code, signed), at(1))


def test_it_adopts_once(laptop: Companion, phone: Primary, server: Primary) -> None:
    laptop.adopt(phone.approve(laptop.code, at(0)).payload, at(1))
    with pytest.raises(Refused, match="LINK-8"):
        laptop.adopt(server.approve(laptop.code, at(2)).payload, at(3))
    with read_as(without("LINK-8")):
        laptop.adopt(server.approve(laptop.code, at(4)).payload, at(5))


def test_each_attempt_has_a_fresh_key_and_secret() -> None:
    source = stream("attempts")
    one, other = Companion.begin(source), Companion.begin(source)
    assert one.identity_key != other.identity_key
    assert one.code.linking_secret != other.code.linking_secret


def test_it_knows_whom_it_adopted(laptop: Companion, phone: Primary) -> None:
    assert laptop.primary == NO_KEY
    laptop.adopt(phone.approve(laptop.code, at(0)).payload, at(1))
    assert laptop.primary == phone.identity_key
