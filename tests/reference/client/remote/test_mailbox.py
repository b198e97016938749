"""A mailbox opens with a token that is good now, and hides nothing of what happens in its block."""

import os
from http import HTTPStatus

import pytest

from mdaudit.reference.client.connecting import address_of
from mdaudit.reference.client.remote import Remote, ServerError, ServerRefused
from mdaudit.reference.protocol.envelope import Drained
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.client.town import Town
from tests.reference.scene import ALICE

DAY = 24 * 60 * 60


def test_an_expired_token_is_renewed(town: Town) -> None:
    remote = town.phone(ALICE).remote
    for _ in range(2):
        with remote.mailbox() as mailbox:
            assert isinstance(mailbox.next(), Drained)
        town.later(2 * DAY)


def test_what_the_block_raises_is_raised(town: Town) -> None:
    with (
        pytest.raises(FileNotFoundError, match="a file of the caller"),
        town.phone(ALICE).remote.mailbox(),
    ):
        raise FileNotFoundError("a file of the caller")


def test_a_mailbox_of_another_key_is_refused(town: Town) -> None:
    address = address_of(town.phone(ALICE).device)
    with (
        Remote(town.url, address, KeyPair.generate(os.urandom), os.urandom) as stranger,
        pytest.raises(ServerRefused) as refused,
        stranger.mailbox(),
    ):
        pytest.fail("it opened")
    assert refused.value.status == HTTPStatus.UNAUTHORIZED


def test_a_server_that_is_not_there_cannot_be_asked(town: Town) -> None:
    phone = town.phone(ALICE)
    phone.remote.account(ALICE)
    phone.remote._server = "http://127.0.0.1:9"  # noqa: SLF001 - it is gone since the token came
    with pytest.raises(ServerError, match="cannot be reached"), phone.remote.mailbox():
        pytest.fail("it opened")
