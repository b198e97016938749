"""A companion shows eight characters, and answers once under them."""

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.linking.attempt import attempt_of
from mdaudit.reference.client.linking.joining import begun
from mdaudit.reference.client.linking.showing_code import ShownCode
from mdaudit.reference.client.linking.typed_code import Side
from mdaudit.reference.client.linking.waiting import newest_wish
from mdaudit.reference.protocol.linking import PrimaryHello
from mdaudit.spec.reading import Refused
from tests.reference.client.newcomers import PATIENCE, Newcomer, new_device, registered
from tests.reference.client.town import SECRET, Town
from tests.reference.scene import ALICE


def test_a_companion_answers_once(town: Town) -> None:
    with (
        registered(town) as phone,
        new_device(town, "laptop") as laptop,
        remote_of(laptop) as remote,
    ):
        shown = ShownCode(laptop, remote.begin_linking())
        shown.ask(remote, phone.account)
        wrapped = Side.begin(shown.code).wrapped()
        with remote_of(phone) as primary, primary.mailbox() as mailbox:
            wanted = newest_wish(phone, mailbox, PATIENCE)
            assert wanted is not None
            hello = PrimaryHello(wanted.reference, wrapped, phone.keys.public)
            primary.answer_code_hello(hello)
        assert shown.answer(remote, hello) == attempt_of(laptop)
        with pytest.raises(Refused, match="LINK-7"):
            shown.answer(remote, hello)
        assert '"LINK-7"' in list(laptop.store.lines())[-1]


def test_a_code_that_nobody_answered_is_not_used_again(town: Town) -> None:
    newcomer = Newcomer(town, ALICE)
    with registered(town), new_device(town, "newcomer") as laptop, remote_of(laptop) as remote:
        ShownCode(laptop, remote.begin_linking()).ask(remote, ALICE)
        assert attempt_of(laptop) is None
        key = laptop.keys.public
    with begun(newcomer.path, SECRET, "newcomer", town.url, town.clock) as again:
        assert again.keys.public != key
