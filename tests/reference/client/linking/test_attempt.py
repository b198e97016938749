"""An attempt has its codes, one after the other, and one secret that ends with it."""

from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.spec.sorts import Time
from tests.reference.client.newcomers import begun, new_device, reopened
from tests.reference.client.town import Town

ATTEMPT = Attempt("token", ("a", "b", "c"), (60, 20, 20), 1000, b"s" * 32)


def test_each_reference_has_its_time() -> None:
    times = (1000, 1059, 1060, 1079, 1080, 1099)
    shown = [ATTEMPT.reference_at(Time(time)) for time in times]
    assert shown == ["a", "a", "b", "b", "c", "c"]
    assert ATTEMPT.reference_at(Time(1100)) is None


def test_the_secret_is_good_for_a_minute_longer() -> None:
    assert not ATTEMPT.has_ended(Time(1159))
    assert ATTEMPT.has_ended(Time(1160))


def test_a_secret_is_shown_by_nothing_but_its_code() -> None:
    assert "s" * 32 not in repr(ATTEMPT)


def test_an_attempt_survives_and_is_forgotten(town: Town) -> None:
    device = new_device(town, "laptop")
    made = begun(device)
    with reopened(device) as again:
        assert attempts.attempt_of(again) == made
        code = attempts.qr_code(again, made, made.references[0])
        assert (code.identity_key, code.secret) == (again.keys.public, made.secret)
        with again.transaction():
            attempts.forget(again)
        assert attempts.attempt_of(again) is None


def test_every_attempt_has_its_own_secret(town: Town) -> None:
    with new_device(town, "one") as one, new_device(town, "two") as two:
        assert begun(one).secret != begun(two).secret
        assert one.keys != two.keys
