"""Linking by eight characters: each side's words pass through once."""

import msgspec
import pytest

from mdaudit.reference.protocol.linking import (
    Attempt,
    CodeFinish,
    CodeHello,
    PrimaryHello,
    Progress,
)
from mdaudit.reference.protocol.notice import CodeFinished, CodeWanted
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World

COMPANION, PRIMARY = bytes([1] * 32), bytes([2] * 32)
HELLO = CodeHello(ALICE, b"wrapped", COMPANION)
FINISH = CodeFinish(b"bundle", COMPANION)


@pytest.fixture
def path(world: World) -> str:
    """The path of an attempt."""
    attempt: Attempt = world.ask("POST", "/linking", kind=Attempt)
    return f"/linking/{attempt.attempt}"


def wanted(phone: Phone) -> CodeWanted:
    (told,) = (one for one in phone.notices() if isinstance(one, CodeWanted))
    return told


def answer(phone: Phone) -> PrimaryHello:
    return PrimaryHello(wanted(phone).reference, b"wrapped too", PRIMARY)


def test_the_words_of_both_sides_pass_through(world: World, phone: Phone, path: str) -> None:
    world.ask("POST", f"{path}/hello", HELLO)
    assert wanted(phone) == CodeWanted(wanted(phone).reference, b"wrapped", COMPANION)
    phone.ask("POST", "/hellos", answer(phone))
    assert world.ask("GET", path, kind=Progress).primary_hello == answer(phone)
    world.ask("POST", f"{path}/finish", FINISH)
    assert phone.notices()[-1] == CodeFinished(wanted(phone).reference, b"bundle", COMPANION)


def test_the_primary_approves_by_the_same_reference(world: World, phone: Phone, path: str) -> None:
    world.ask("POST", f"{path}/hello", HELLO)
    phone.ask("POST", "/approvals", phone.approval(wanted(phone).reference, Companion(phone, 1)))
    assert world.ask("GET", path, kind=Progress).account == ALICE


def test_the_same_words_again_change_nothing(world: World, phone: Phone, path: str) -> None:
    for _ in range(2):
        world.ask("POST", f"{path}/hello", HELLO)
        phone.ask("POST", "/hellos", answer(phone))
        world.ask("POST", f"{path}/finish", FINISH)
    assert len(phone.notices()) == 2


def test_nobody_has_a_second_guess(world: World, phone: Phone, path: str) -> None:
    world.ask("POST", f"{path}/hello", HELLO)
    phone.ask("POST", "/hellos", answer(phone))
    world.ask("POST", f"{path}/finish", FINISH)
    other_hello = msgspec.structs.replace(HELLO, wrapped_key=b"other")
    other_answer = msgspec.structs.replace(answer(phone), wrapped_key=b"other")
    other_finish = msgspec.structs.replace(FINISH, bundle=b"other")
    with pytest.raises(RefusedError, match="409 said before"):
        world.ask("POST", f"{path}/hello", other_hello)
    with pytest.raises(RefusedError, match="409 said before"):
        phone.ask("POST", "/hellos", other_answer)
    with pytest.raises(RefusedError, match="409 said before"):
        world.ask("POST", f"{path}/finish", other_finish)


def test_nobody_speaks_before_his_turn(world: World, phone: Phone) -> None:
    attempt = world.ask("POST", "/linking", kind=Attempt)
    with pytest.raises(RefusedError, match="409 nobody asked"):
        phone.ask("POST", "/hellos", PrimaryHello(attempt.references[0], b"wrapped", PRIMARY))
    with pytest.raises(RefusedError, match="409 no answer yet"):
        world.ask("POST", f"/linking/{attempt.attempt}/finish", FINISH)


def test_only_the_wanted_account_answers(world: World, phone: Phone, bob: Phone, path: str) -> None:
    world.ask("POST", f"{path}/hello", HELLO)
    with pytest.raises(RefusedError, match="403 not allowed"):
        bob.ask("POST", "/hellos", answer(phone))


def test_an_unknown_account_is_not_asked(world: World, path: str) -> None:
    with pytest.raises(RefusedError, match="404 unknown account"):
        world.ask("POST", f"{path}/hello", msgspec.structs.replace(HELLO, account=BOB))
    with pytest.raises(RefusedError, match="404 unknown attempt"):
        world.ask("POST", "/linking/nothing/hello", HELLO)


def test_an_attempt_that_ended_hears_nothing(world: World, phone: Phone, path: str) -> None:
    world.later(1000)
    with pytest.raises(RefusedError, match="409 attempt ended"):
        world.ask("POST", f"{path}/hello", HELLO)
    assert phone.notices() == []
