"""Attempts at linking, and how long they last (LINK-6)."""

import pytest

from mdaudit.reference.protocol.linking import Attempt, Progress
from mdaudit.reference.server import linking
from tests.reference.scene import ALICE
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World

LAST_SECOND = 60 + 5 * 20 + 60


def begun(world: World) -> Attempt:
    attempt: Attempt = world.ask("POST", "/linking", kind=Attempt)
    return attempt


def progress(world: World, attempt: Attempt) -> Progress:
    told: Progress = world.ask("GET", f"/linking/{attempt.attempt}", kind=Progress)
    return told


def approve(phone: Phone, reference: str) -> None:
    companion = Companion(phone, 1)
    phone.ask("POST", "/approvals", phone.approval(reference, companion))


def test_an_attempt_has_six_codes(world: World) -> None:
    attempt = begun(world)
    assert attempt.seconds == (60, 20, 20, 20, 20, 20)
    assert len(set(attempt.references)) == 6
    assert progress(world, attempt) == Progress()


def test_the_companion_is_told_of_its_approval(world: World, phone: Phone) -> None:
    attempt = begun(world)
    approve(phone, attempt.references[3])
    told = progress(world, attempt)
    assert (told.account, told.device, told.payload) == (ALICE, 1, b"for the companion")
    assert not told.ended


def test_any_reference_is_good_until_a_minute_after_the_last_code(
    world: World, phone: Phone
) -> None:
    attempt = begun(world)
    world.later(LAST_SECOND - 1)
    approve(phone, attempt.references[0])
    assert progress(world, attempt).account == ALICE


def test_no_reference_is_good_after_that(world: World, phone: Phone) -> None:
    attempt = begun(world)
    world.later(LAST_SECOND + 1)
    assert progress(world, attempt).ended
    for reference in attempt.references:
        with pytest.raises(RefusedError, match="409 attempt ended"):
            approve(phone, reference)


def test_an_attempt_that_ended_is_forgotten_later(world: World, phone: Phone) -> None:
    attempt = begun(world)
    world.later(LAST_SECOND + linking.SECONDS_KEPT + 1)
    begun(world)
    with pytest.raises(RefusedError, match="404 unknown attempt"):
        progress(world, attempt)
    with pytest.raises(RefusedError, match="404 unknown reference"):
        approve(phone, attempt.references[0])


def test_so_many_companions_may_try_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MOST_ATTEMPTS", 1)
    begun(world)
    with pytest.raises(RefusedError, match="429 too many attempts"):
        begun(world)
    world.later(LAST_SECOND + linking.SECONDS_KEPT + 1)
    assert len(begun(world).references) == 6
