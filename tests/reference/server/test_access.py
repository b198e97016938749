"""A device shows with a signature who it is; who is not linked cannot."""

import pytest

from mdaudit.reference.protocol.access import Answer, Challenge, Token, string_to_sign
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.server import access
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.scene import ALICE, BOB, DAY
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World


def answer(phone: Phone, keys: KeyPair, challenge: bytes) -> Answer:
    """Return the answer to a challenge with any keys."""
    string = string_to_sign(phone.address, challenge)
    return Answer(phone.address, challenge, keys.sign(string, phone.world.random))


def challenged(phone: Phone) -> bytes:
    asked: Challenge = phone.world.ask("POST", "/challenges", phone.address, kind=Challenge)
    return asked.challenge


def test_who_signs_gets_a_token_that_is_good_for_a_day(world: World, phone: Phone) -> None:
    assert [one.device for one in phone.own_devices().devices] == [0]
    world.later(DAY)
    assert [one.device for one in phone.own_devices().devices] == [0]
    world.later(1)
    with pytest.raises(RefusedError, match="401 no valid token"):
        phone.own_devices()


def test_another_key_gets_none(world: World, phone: Phone) -> None:
    other = KeyPair.generate(world.random)
    with pytest.raises(RefusedError, match="401 wrong signature"):
        world.ask("POST", "/tokens", answer(phone, other, challenged(phone)))


def test_a_challenge_serves_once(world: World, phone: Phone) -> None:
    signed = answer(phone, phone.keys, challenged(phone))
    assert world.ask("POST", "/tokens", signed, kind=Token).token
    with pytest.raises(RefusedError, match="401 unknown challenge"):
        world.ask("POST", "/tokens", signed)


def test_a_challenge_waits_a_minute(world: World, phone: Phone) -> None:
    signed = answer(phone, phone.keys, challenged(phone))
    world.later(access.CHALLENGE_SECONDS + 1)
    with pytest.raises(RefusedError, match="401 unknown challenge"):
        world.ask("POST", "/tokens", signed)


def test_a_challenge_is_for_one_device(world: World, phone: Phone, bob: Phone) -> None:
    with pytest.raises(RefusedError, match="401 unknown challenge"):
        world.ask("POST", "/tokens", answer(bob, bob.keys, challenged(phone)))


def test_so_many_challenges_may_wait(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "MOST_CHALLENGES", 2)
    challenged(phone), challenged(phone)
    with pytest.raises(RefusedError, match="429 too many challenges"):
        challenged(phone)
    world.later(access.CHALLENGE_SECONDS + 1)
    assert challenged(phone)


def test_nobody_is_challenged_for_an_unknown_account_or_device(world: World, phone: Phone) -> None:
    with pytest.raises(RefusedError, match="404 unknown account"):
        world.ask("POST", "/challenges", Address(BOB, 0))
    with pytest.raises(RefusedError, match="403 not linked"):
        world.ask("POST", "/challenges", Address(ALICE, 1))
    assert phone.token


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_without_a_token_nothing_is_told(world: World, phone: Phone, token: str | None) -> None:
    assert phone.token
    with pytest.raises(RefusedError, match="401 no valid token"):
        world.ask("GET", f"/accounts/{ALICE}", token=token)


def test_the_server_notes_when_a_device_was_last_connected(
    world: World, phone: Phone, laptop: Companion
) -> None:
    linked = world.now
    assert phone.own_devices().devices[1].last_seen is None
    world.later(60)
    assert laptop.token
    seen = phone.own_devices().devices[1]
    assert (seen.name, seen.platform) == ("laptop", "test")
    assert (seen.linked_at, seen.last_seen) == (linked, linked + 60)
