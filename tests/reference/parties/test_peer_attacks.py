"""Every attack is refused by the specification's rule, and succeeds where the rule is dropped.

That shows that the client executes the specification: keys, bytes and signatures stay the same, and
nothing in the client changes but the reading in which it takes its steps.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from mdaudit.spec.objects import (
    decode_signed_device_identity,
    encode_signed_device_identity,
)
from mdaudit.spec.reading import NotPossible, Refused, read_as
from mdaudit.spec.registry import RULES
from mdaudit.spec.sorts import PRIMARY, Index
from tests.reference.scene import (
    ALICE,
    BOBS_PHONE,
    DAY,
    LAPTOP,
    Scene,
    at,
    broken_promises,
    without,
)

Attack = Callable[[Scene], None]


def list_of_another_key(scene: Scene) -> None:
    """Show a list that the adversary signed."""
    scene.bob.receive_list(ALICE, scene.forged_list(scene.rogue, at(0), 0, 1), at(0))


def older_list(scene: Scene) -> None:
    """Show the older list of an owner whose key is stolen: it names an index above the mark."""
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    older = scene.forged_list(scene.stolen_key(), at(0), 0, 2, current=2)
    scene.bob.receive_list(ALICE, older, at(DAY))


def other_list_of_the_same_time(scene: Scene) -> None:
    """Show another content of one time."""
    scene.bob_holds_the_list()
    scene.bob.receive_list(ALICE, scene.forged_list(scene.stolen_key(), at(0), 0), at(0))


def list_from_the_future(scene: Scene) -> None:
    """Show a list that would be young for a long time."""
    future = scene.forged_list(scene.stolen_key(), at(9 * DAY), 0, 1)
    scene.bob.receive_list(ALICE, future, at(0))


def index_above_the_current(scene: Scene) -> None:
    """Show a list with an index that its own current index does not cover."""
    above = scene.forged_list(scene.stolen_key(), at(0), 0, 5, current=1)
    scene.bob.receive_list(ALICE, above, at(0))


def removed_index_again(scene: Scene) -> None:
    """Show a newer list that names a removed index."""
    scene.bob_holds_the_list()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(1)), at(1))
    again = scene.forged_list(scene.stolen_key(), at(2), 0, 1)
    scene.bob.receive_list(ALICE, again, at(2))


def device_at_the_primarys_place(scene: Scene) -> None:
    """Show a companion as device 0."""
    shown = scene.forged_certificate(scene.stolen_key(), index=PRIMARY)
    scene.bob.receive_device(ALICE, PRIMARY, scene.intruder.public, shown, at(0))


def device_of_another_primary(scene: Scene) -> None:
    """Show a device whose both signatures the adversary made."""
    scene.show_intruder(scene.forged_certificate(scene.rogue))


def device_that_did_not_consent(scene: Scene) -> None:
    """Show a device with a device signature that names somebody else."""
    shown = scene.forged_certificate(scene.stolen_key(), names=scene.rogue.public)
    scene.show_intruder(shown)


def device_without_evidence(scene: Scene) -> None:
    """Show a device without its certificate."""
    scene.show_intruder(None)


def device_with_an_embedded_key(scene: Scene) -> None:
    """Show an authentic device together with another account key."""
    signed = decode_signed_device_identity(scene.certificate)
    with_key = replace(signed, embedded_account_key=scene.rogue.public)
    scene.show_laptop(encode_signed_device_identity(with_key))


def second_key_for_an_index(scene: Scene) -> None:
    """Show another device at the laptop's index, certified with the stolen key."""
    scene.bob_knows_the_laptop()
    scene.show_intruder(scene.forged_certificate(scene.stolen_key()))


def hint_of_a_stranger(scene: Scene) -> None:
    """Tell of a newer list as a device without a session."""
    scene.bob.hear_hint(ALICE, (ALICE, Index(9), scene.intruder.public), at(5), at(5))


ATTACKS: list[tuple[str, Attack]] = [
    ("LIST-1", list_of_another_key),
    ("LIST-3", older_list),
    ("LIST-4", other_list_of_the_same_time),
    ("LIST-5", list_from_the_future),
    ("LIST-6", index_above_the_current),
    ("LIST-7", removed_index_again),
    ("DEV-0", device_at_the_primarys_place),
    ("DEV-1", device_of_another_primary),
    ("DEV-2", device_that_did_not_consent),
    ("DEV-4", device_without_evidence),
    ("DEV-5", device_with_an_embedded_key),
    ("DEV-7", second_key_for_an_index),
    ("ICDC-2", hint_of_a_stranger),
]


def octets_of(scene: Scene, argument: str) -> bytes:
    """Return the bytes that the last event of Bob's log is about."""
    party = scene.bob.party
    return party.seen.octets(party.log[-1]["arguments"][argument])


@pytest.mark.parametrize(("rule", "attack"), ATTACKS)
def test_the_attack_is_refused_by_the_rule(rule: str, attack: Attack) -> None:
    scene = Scene()
    with pytest.raises(Refused) as refused:
        attack(scene)
    assert refused.value.rule is RULES[rule]
    (event,) = (event for event in scene.bob.party.log if event["outcome"] == "refused")
    assert event["refusal"]["rule"] == rule
    assert event["refusal"]["blame"] == RULES[rule].blame.value


ALSO_STOPPED_BY = {"DEV-0": ("DEV-7",)}  # device 0 is known since the pin, by one key
"""Rules that would stop an attack as well."""


@pytest.mark.parametrize(("rule", "attack"), ATTACKS)
def test_without_the_rule_the_attack_succeeds(rule: str, attack: Attack) -> None:
    scene = Scene()
    with read_as(without(rule, *ALSO_STOPPED_BY.get(rule, ()))):
        attack(scene)
    assert {event["outcome"] for event in scene.bob.party.log} == {"done"}


@pytest.mark.parametrize(
    ("rule", "attack"), [("DEV-1", device_of_another_primary), ("DEV-4", device_without_evidence)]
)
def test_without_the_rule_an_intruder_reads_along(rule: str, attack: Attack) -> None:
    scene = Scene().bob_holds_the_list()
    with read_as(without(rule)):
        attack(scene)
    assert scene.intruder.public in scene.served(at(5))
    assert "1" in broken_promises(scene.bob.party.state)


def test_a_replayed_list_is_refused_twice_over() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    with pytest.raises(Refused, match="LIST-3"):
        scene.bob.receive_list(ALICE, scene.with_laptop, at(DAY))
    with read_as(without("LIST-3")), pytest.raises(Refused, match="LIST-7"):
        scene.bob.receive_list(ALICE, scene.with_laptop, at(DAY))
    assert scene.served(at(DAY + 1)) == [scene.phone.identity_key]


def test_without_both_rules_the_removed_laptop_reads_along() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    with read_as(without("LIST-3", "LIST-7")):
        scene.bob.receive_list(ALICE, scene.with_laptop, at(DAY))
    assert scene.laptop.identity_key in scene.served(at(DAY + 1))


def test_a_weaker_reading_trusts_the_key_that_comes_along() -> None:
    scene = Scene().bob_holds_the_list()
    signed = decode_signed_device_identity(scene.forged_certificate(scene.rogue))
    shown = encode_signed_device_identity(replace(signed, embedded_account_key=scene.rogue.public))
    with pytest.raises(Refused, match="DEV-5"):
        scene.show_intruder(shown)
    with read_as(without("DEV-5", "DEV-1:trusts-the-embedded-key")):
        scene.show_intruder(shown)


@pytest.mark.parametrize("rule", ["FAN-3", "ICDC-2:every-hint-renews"])
def test_withholding_a_list_works_until_the_deadline_only(rule: str) -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.phone.unlink(LAPTOP, at(DAY))  # the server withholds this list
    speaker = (ALICE, PRIMARY, scene.phone.identity_key)

    def laptop_is_served() -> bool:
        scene.bob.hear_hint(ALICE, speaker, at(DAY), at(3 * DAY))
        return scene.laptop.identity_key in scene.served(scene.bob.party.log[-1]["at"])

    scene.bob.hear_hint(ALICE, speaker, at(DAY), at(DAY))
    before = scene.bob.party.state
    assert not laptop_is_served()
    assert scene.left_out_by(at(4 * DAY)) == {"FAN-3"}
    scene.bob.party.state = before
    with read_as(without(rule)):
        assert laptop_is_served()


@pytest.mark.parametrize(
    "rules", [("FAN-2",), ("LIST-8",), ("LIST-8:from-receipt",)], ids=lambda rules: rules[0]
)
def test_an_expired_list_serves_the_phone_only(rules: tuple[str, ...]) -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.with_laptop, at(30 * DAY))  # replayed: signed at day 0
    before = scene.bob.party.state
    assert scene.served(at(35 * DAY)) == [scene.phone.identity_key]
    scene.bob.party.state = before
    assert scene.left_out_by(at(35 * DAY)) == {"FAN-2"}
    scene.bob.party.state = before
    with read_as(without(*rules)):
        assert scene.laptop.identity_key in scene.served(at(35 * DAY))


@pytest.mark.parametrize("position", range(0, 600, 7))
def test_a_flipped_bit_of_a_certificate_is_refused(position: int) -> None:
    scene = Scene().bob_holds_the_list()
    forged = bytearray(scene.certificate)
    forged[position // 8 % len(forged)] ^= 1 << position % 8
    with suppress(Refused):
        scene.show_laptop(bytes(forged))
    assert scene.served(at(5)) == [scene.phone.identity_key]
    assert scene.bob.party.log[-2]["outcome"] == "refused"


@pytest.mark.parametrize("received", [b"", b"\xff\xff\xff", b"not a list at all"])
def test_malformed_bytes_are_refused_and_kept(received: bytes) -> None:
    scene = Scene()
    with pytest.raises(Refused, match="WIRE-2"):
        scene.bob.receive_list(ALICE, received, at(0))
    assert octets_of(scene, "offered") == received
    with pytest.raises(Refused, match="WIRE-2"):
        scene.show_intruder(received)
    assert octets_of(scene, "shown") == received
    assert scene.bob.party.state.knows(BOBS_PHONE, ALICE, LAPTOP, scene.intruder.public) is False


def test_without_the_rule_malformed_bytes_still_say_nothing() -> None:
    scene = Scene()
    with read_as(without("WIRE-2")), pytest.raises(NotPossible, match="ADVSignedKeyIndexList"):
        scene.bob.receive_list(ALICE, b"\xff", at(0))
    assert scene.bob.party.log[-1]["outcome"] == "not possible"
