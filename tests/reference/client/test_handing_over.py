"""What is due after an answer is done, and handed over as well."""

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.linking.approving import hear_linked
from mdaudit.reference.protocol.notice import Linked
from tests.reference.client.newcomers import linked, receive, registered
from tests.reference.client.town import Town


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
