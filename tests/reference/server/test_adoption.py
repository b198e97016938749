"""How an attempt becomes a device: once, and with both signatures."""

from dataclasses import replace

import msgspec
import pytest

from mdaudit.reference.protocol.account import ListPublication
from mdaudit.reference.protocol.linking import Approval, Attempt, Completion, Progress
from mdaudit.reference.protocol.notice import DevicesChanged, Linked
from mdaudit.spec.objects import decode_signed_device_identity, encode_signed_device_identity
from tests.reference.scene import ALICE
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World


class Try:
    """An attempt of a companion at being linked."""

    def __init__(self, phone: Phone, device: int = 1) -> None:
        self.phone, self.world = phone, phone.world
        self.companion = Companion(phone, device)
        self.attempt: Attempt = self.world.ask("POST", "/linking", kind=Attempt)

    def approval(self, *others: int) -> Approval:
        return self.phone.approval(self.attempt.references[0], self.companion, *others)

    def approve(self, approval: Approval | None = None) -> None:
        self.phone.ask("POST", "/approvals", approval or self.approval())

    def complete(self, completion: Completion | None = None) -> None:
        path = f"/linking/{self.attempt.attempt}/completion"
        self.world.ask("POST", path, completion or self.companion.completion())


@pytest.fixture
def tried(phone: Phone) -> Try:
    return Try(phone)


def test_a_companion_that_signed_back_is_a_device(tried: Try, bob: Phone) -> None:
    bob.account(ALICE)
    tried.approve()
    tried.complete()
    assert [one.device for one in tried.companion.own_devices().devices] == [0, 1]
    assert bob.notices()[-1] == DevicesChanged(ALICE, added=(1,))
    (told,) = (one for one in tried.phone.notices() if isinstance(one, Linked))
    assert told.device == 1
    signed = decode_signed_device_identity(told.signed_device_identity)
    assert signed.device_signature is not None
    path = f"/linking/{tried.attempt.attempt}"
    assert tried.world.ask("GET", path, kind=Progress).ended


def test_who_has_not_signed_back_is_not_shown(tried: Try, bob: Phone) -> None:
    tried.approve()
    assert bob.account(ALICE).devices == ()


def test_an_answer_that_was_lost_is_given_again(tried: Try) -> None:
    approval, completion = tried.approval(), tried.companion.completion()
    tried.approve(approval)
    tried.approve(approval)
    tried.complete(completion)
    tried.complete(completion)
    tried.approve(approval)
    assert tried.companion.log_in()


def test_an_attempt_has_one_success(tried: Try) -> None:
    tried.approve()
    with pytest.raises(RefusedError, match="409 said before"):
        tried.approve()
    tried.complete()
    with pytest.raises(RefusedError, match="409 said before"):
        tried.complete()


def test_another_account_cannot_approve_after_that(tried: Try, bob: Phone) -> None:
    tried.approve()
    theirs = Companion(bob, 1)
    approval = bob.approval(tried.attempt.references[1], theirs)
    with pytest.raises(RefusedError, match="403 not allowed"):
        bob.ask("POST", "/approvals", approval)


def test_only_a_primary_approves(tried: Try, phone: Phone) -> None:
    tried.approve()
    tried.complete()
    other = Try(phone, 2)
    with pytest.raises(RefusedError, match="403 not the primary"):
        tried.companion.ask("POST", "/approvals", other.approval(1))


def test_an_approved_device_has_a_number_of_its_own(tried: Try) -> None:
    for device in (0, 2**16):
        approval = msgspec.structs.replace(tried.approval(), device=device)
        with pytest.raises(RefusedError, match="409 number is taken"):
            tried.approve(approval)
    tried.approve()
    tried.complete()
    with pytest.raises(RefusedError, match="409 number is taken"):
        Try(tried.phone, 1).approve()


def test_the_list_names_the_approved_device(tried: Try) -> None:
    approval = msgspec.structs.replace(tried.approval(), device=2)
    with pytest.raises(RefusedError, match="409 device not listed"):
        tried.approve(approval)


def test_a_fifth_companion_is_too_many(phone: Phone) -> None:
    for device in range(1, 5):
        phone.link(device, *range(1, device))
    with pytest.raises(RefusedError, match="403 too many devices"):
        phone.link(5, 1, 2, 3, 4)


def test_nobody_completes_without_approval_or_after_the_end(tried: Try, world: World) -> None:
    with pytest.raises(RefusedError, match="409 not approved"):
        tried.complete()
    tried.approve()
    world.later(1000)
    with pytest.raises(RefusedError, match="409 attempt ended"):
        tried.complete()


def test_nobody_completes_who_was_removed_in_the_meantime(tried: Try) -> None:
    tried.approve()
    tried.phone.publish()
    with pytest.raises(RefusedError, match="403 not linked"):
        tried.complete()


def test_signatures_that_do_not_hold_are_refused(tried: Try, bob: Phone) -> None:
    tried.approve()
    honest = tried.companion.completion()
    foreign = Companion(bob, 1).certified()
    signed = decode_signed_device_identity(honest.signed_device_identity)
    unsigned = encode_signed_device_identity(replace(signed, device_signature=None))
    for identity in (foreign, unsigned):
        changed = msgspec.structs.replace(honest, signed_device_identity=identity)
        with pytest.raises(RefusedError, match="403 wrong signature"):
            tried.complete(changed)
    changed = msgspec.structs.replace(honest, signed_device_identity=b"\xff")
    with pytest.raises(RefusedError, match="400 unreadable identity"):
        tried.complete(changed)
    assert tried.companion.address.device == 1


def test_an_identity_of_another_device_is_refused(tried: Try) -> None:
    tried.approve()
    other = Companion(tried.phone, 2)
    with pytest.raises(RefusedError, match="409 another device"):
        tried.complete(other.completion())


def test_a_list_that_is_no_list_leaves_nothing_behind(tried: Try) -> None:
    approval = msgspec.structs.replace(tried.approval(), signed_list=b"\xff")
    with pytest.raises(RefusedError, match="400 unreadable list"):
        tried.approve(approval)
    path = f"/linking/{tried.attempt.attempt}"
    assert tried.world.ask("GET", path, kind=Progress) == Progress()
    later = ListPublication(tried.phone.signed_list(), tried.phone.life)
    tried.phone.ask("PUT", f"/accounts/{ALICE}/list", later)
