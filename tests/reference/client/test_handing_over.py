"""Whatever can wait has its errand, and what is due after an answer is done."""

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.handing_over import EVERYTHING, settle
from mdaudit.reference.client.linking.approving import hear_linked
from mdaudit.reference.protocol.account import ListPublication, Registration
from mdaudit.reference.protocol.envelope import Submission
from mdaudit.reference.protocol.linking import Approval, Completion
from mdaudit.reference.protocol.notice import Linked
from mdaudit.reference.protocol.prekeys import PreKeys
from tests.reference.client.newcomers import linked, receive, registered
from tests.reference.client.town import Town


def test_every_request_that_can_wait_has_its_errand() -> None:
    kinds = {Registration, ListPublication, Approval, Completion, Submission, PreKeys}
    assert {errand.kind for errand in EVERYTHING.values()} == kinds
    assert set(EVERYTHING) == {kind.__name__ for kind in kinds}


def test_a_new_companion_gets_what_its_primary_owes_it(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        own = (laptop.account, laptop.index, laptop.keys.public)
        evidence = laptop.party.state.evidence(laptop.name, *own)
        with phone.transaction():
            hear_linked(phone, Linked(1, laptop.party.seen.octets(evidence.name)))
        with remote_of(phone) as remote:
            settle(phone, remote)
        assert phone.store.outbox() == []
        assert phone.store.names("welcomed/") != []
        before = len(laptop.store.names("app-state-key/"))
        receive(laptop)
        assert len(laptop.store.names("app-state-key/")) > before == 0
