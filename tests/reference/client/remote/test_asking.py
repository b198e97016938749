"""A question is asked again, once, with another token; and every way not to answer is told."""

import os
from collections.abc import Callable

import httpx
import pytest

from mdaudit.reference.client.remote import Remote, ServerError, ServerRefused
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.client.town import Town
from tests.reference.scene import ALICE

DAY = 24 * 60 * 60
Answering = Callable[[httpx.Request], httpx.Response]


def asked_with(answer: Answering, monkeypatch: pytest.MonkeyPatch) -> Remote:
    """Return a connection to a server that answers like this."""
    client, transport = httpx.Client, httpx.MockTransport(answer)

    def connected(*, base_url: str, timeout: float, verify: object) -> httpx.Client:
        return client(base_url=base_url, timeout=timeout, verify=bool(verify), transport=transport)

    with monkeypatch.context() as patched:
        patched.setattr(httpx, "Client", connected)
        address = Address(ALICE, 0)
        return Remote("http://server", address, KeyPair.generate(os.urandom), os.urandom)


def test_an_expired_token_is_renewed(town: Town) -> None:
    phone = town.phone(ALICE)
    for _ in range(2):
        assert [one.device for one in phone.remote.own_devices().devices] == [0]
        town.later(2 * DAY)


def test_a_token_is_renewed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        if request.url.path.endswith("challenges"):
            return httpx.Response(200, json={"challenge": "A" * 43 + "="})
        if request.url.path.endswith("tokens"):
            return httpx.Response(200, json={"token": "A" * 40})
        return httpx.Response(401 if len(paths) > 3 else 200, json={"problem": "no", "next": ""})

    with asked_with(answer, monkeypatch) as remote:
        remote.drop_device(1)
        with pytest.raises(ServerRefused, match="the server says: no"):
            remote.drop_device(1)
    assert len(paths) == 3 + 4


def test_a_phone_that_was_replaced_is_told_so(town: Town) -> None:
    before = town.phone(ALICE)
    town.phone(ALICE, life=8)
    expected = f"{ALICE} was registered anew, with another key: expected .* link this device"
    with pytest.raises(ServerRefused, match=expected):
        before.remote.own_devices()


def test_a_laptop_whose_number_another_has_is_told_so(town: Town) -> None:
    phone = town.phone(ALICE)
    laptop = town.laptop(phone)
    other = KeyPair.generate(os.urandom)
    with (
        Remote(town.url, Address(ALICE, laptop.device.index), other, os.urandom) as replaced,
        pytest.raises(ServerRefused, match=f"device 1 of {ALICE} is another one now: .*; link"),
    ):
        replaced.own_devices()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (httpx.Response(500, content=b"<html>"), "status 500, without a reason"),
        (httpx.Response(409, json={"problem": "late", "next": "ask"}), "says: late; ask"),
        (httpx.Response(200, content=b"{"), "cannot be read"),
    ],
)
def test_what_is_no_answer_is_told(
    answer: httpx.Response, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        asked_with(lambda _: answer, monkeypatch) as remote,
        pytest.raises(ServerError, match=expected),
    ):
        remote.begin_linking()


def test_nobody_gets_no_token() -> None:
    with (
        Remote("http://server", None, KeyPair.generate(os.urandom), os.urandom) as nobody,
        pytest.raises(ServerError, match="got one of none yet; register or link it first"),
    ):
        nobody.own_devices()


def test_a_server_that_is_not_there_cannot_be_asked() -> None:
    with (
        Remote("http://127.0.0.1:9", None, KeyPair.generate(os.urandom), os.urandom) as nobody,
        pytest.raises(ServerError, match=r"127\.0\.0\.1:9 cannot be asked"),
    ):
        nobody.begin_linking()
