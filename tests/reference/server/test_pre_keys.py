"""Pre keys: replaced, added, and each one-time key handed out once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from mdaudit.reference.protocol.notice import FewPreKeys
from mdaudit.reference.protocol.prekeys import PreKeyCount, PreKeys
from mdaudit.reference.server import pre_keys
from tests.reference.scene import ALICE
from tests.reference.server.asking import ONE_TIME_KEYS, Phone
from tests.reference.server.reached import RefusedError


def upload(phone: Phone, keys: PreKeys) -> int:
    count: PreKeyCount = phone.ask("PUT", "/keys", keys, PreKeyCount)
    return count.one_time


def handed_out(asking: Phone, times: int) -> list[int | None]:
    """Return the ids of the one-time keys in so many bundles of Alice's phone."""
    bundles = [asking.bundles(0)[0] for _ in range(times)]
    return [None if bundle.one_time is None else bundle.one_time.id for bundle in bundles]


def test_a_bundle_has_what_the_device_uploaded(phone: Phone, bob: Phone) -> None:
    keys = phone.pre_keys(7)
    assert upload(phone, keys) == ONE_TIME_KEYS + 1
    (bundle,) = bob.bundles(0)
    assert bundle.identity_key == phone.keys.public
    assert (bundle.registration_id, bundle.signed) == (keys.registration_id, keys.signed)
    assert bundle.signed_device_identity is None


def test_each_one_time_key_is_handed_out_once(phone: Phone, bob: Phone) -> None:
    assert phone.token
    assert handed_out(bob, ONE_TIME_KEYS + 1) == [*range(1, ONE_TIME_KEYS + 1), None]


def test_each_is_handed_out_once_when_many_ask_at_once(phone: Phone, bob: Phone) -> None:
    upload(phone, phone.pre_keys(*range(1, 41)))
    assert bob.token
    with ThreadPoolExecutor(8) as threads:
        ids = [i for got in threads.map(lambda _: handed_out(bob, 6), range(8)) for i in got]
    given = Counter(ids)
    assert given.pop(None) == 48 - 40
    assert given == Counter(range(1, 41))


def test_a_key_that_was_handed_out_does_not_come_back(phone: Phone, bob: Phone) -> None:
    assert handed_out(bob, 1) == [1]
    assert upload(phone, phone.pre_keys(1, 2)) == ONE_TIME_KEYS - 1
    assert handed_out(bob, 1) == [2]


def test_a_device_with_few_keys_is_told(phone: Phone, bob: Phone) -> None:
    handed_out(bob, ONE_TIME_KEYS - pre_keys.FEW)
    assert phone.notices() == []
    handed_out(bob, 1)
    assert phone.notices() == [FewPreKeys(pre_keys.FEW - 1)]


def test_a_signed_key_that_the_device_did_not_sign_is_refused(phone: Phone, bob: Phone) -> None:
    foreign = msgspec.structs.replace(phone.pre_keys(), signed=bob.pre_keys().signed)
    with pytest.raises(RefusedError, match="403 wrong signature"):
        upload(phone, foreign)


def test_more_keys_than_the_server_keeps_are_refused(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pre_keys, "MOST_ONE_TIME_KEYS", ONE_TIME_KEYS + 1)
    assert upload(phone, phone.pre_keys(10)) == ONE_TIME_KEYS + 1
    with pytest.raises(RefusedError, match="429 too many pre keys"):
        upload(phone, phone.pre_keys(11))


def test_bundles_of_what_is_not_there(phone: Phone, bob: Phone) -> None:
    assert [bundle.device for bundle in bob.bundles(0, 1, 0)] == [0]
    assert phone.bundles(account=ALICE) == ()
    with pytest.raises(RefusedError, match="404 unknown account"):
        bob.bundles(0, account="15550100009")
