"""What the server's receipt means: a reason to ask, and who may have been missed."""

from mdaudit.reference.client.errands import ERRANDS
from mdaudit.reference.protocol.envelope import Receipt, Submission
from mdaudit.reference.protocol.prekeys import PreKeys
from tests.reference.client.town import Households
from tests.reference.scene import BOB


def test_every_kind_is_found_by_its_name() -> None:
    assert {name: errand.kind for name, errand in ERRANDS.items()} == {
        "Submission": Submission,
        "PreKeys": PreKeys,
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
