"""Each request has its errand; a receipt is a reason to ask, and says who may have been missed."""

from mdaudit.reference.client.errands import ERRANDS
from mdaudit.reference.protocol.account import ListPublication, Registration
from mdaudit.reference.protocol.envelope import Receipt, Submission
from mdaudit.reference.protocol.linking import Approval, Completion
from mdaudit.reference.protocol.prekeys import PreKeys
from tests.reference.client.town import Households
from tests.reference.scene import BOB


def test_every_request_that_can_wait_has_its_errand() -> None:
    kinds = {Registration, ListPublication, Approval, Completion, Submission, PreKeys}
    assert {name: errand.kind for name, errand in ERRANDS.items()} == {
        kind.__name__: kind for kind in kinds
    }


def test_a_stale_account_is_asked_for_and_filled_up(homes: Households) -> None:
    device = homes.alice.device
    errand = ERRANDS["Submission"]
    with device.transaction():
        errand.done(device, Submission("m", ()), Receipt((BOB,)))
        errand.done(device, Submission("n", (), "friends"), Receipt((BOB,)))
    assert device.party.state.query_wanted(device.name, BOB)
    assert device.store.names("backfill/") == [f"backfill/m/{BOB}"]


def test_a_good_receipt_means_nothing_more(homes: Households) -> None:
    device, before = homes.alice.device, homes.alice.device.party.state
    with device.transaction():
        ERRANDS["Submission"].done(device, Submission("m", ()), Receipt())
    assert device.party.state == before
    assert device.store.names("backfill/") == []
