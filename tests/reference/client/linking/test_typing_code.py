"""Eight characters link as a picture does; each is for one try at each end."""

import os

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.attempt import attempt_of
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.joining import begun
from mdaudit.reference.client.linking.showing_code import ShownCode
from mdaudit.reference.client.linking.taking_in import take_in_by_code
from mdaudit.reference.client.linking.typed_code import Side, typed
from mdaudit.reference.client.linking.typing_code import TypedCode, keep_wish, kept_wish
from mdaudit.reference.client.linking.waiting import newest_wish
from mdaudit.reference.protocol.linking import PrimaryHello
from mdaudit.reference.protocol.notice import CodeFinished, CodeWanted
from mdaudit.reference.signing import KeyPair
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import KeyBundle, seal_key_bundle
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import IdentityKey
from tests.reference.client.newcomers import PATIENCE, Newcomer, new_device, registered
from tests.reference.client.town import SECRET, Town
from tests.reference.scene import ALICE

CODE, OTHER = "ABCD1234", "ABCD1235"


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.linking.waiting.PAUSE", 0.02)


def test_a_companion_is_linked_by_the_characters_that_it_shows(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town, ALICE)
        newcomer.start()
        index = take_in_by_code(phone, typed(newcomer.characters()), PATIENCE)
        assert newcomer.ended() is None
        assert newcomer.index == index
        assert is_shown_as_linked(phone, index)


def test_other_characters_link_nobody_and_have_had_their_try(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town, ALICE)
        newcomer.start()
        shown = newcomer.characters()
        wrong = CODE if shown != CODE else OTHER
        with pytest.raises(LinkingEndedError, match="the characters that the companion shows"):
            take_in_by_code(phone, wrong, PATIENCE)
        assert phone.primary.high_water == 0
        town.later(160 + 61)
        assert isinstance(newcomer.ended(), LinkingEndedError)


def test_nobody_asks(town: Town) -> None:
    with registered(town) as phone, pytest.raises(LinkingEndedError, match="none in time"):
        take_in_by_code(phone, CODE, 0.1)


def wish(reference: str = "r") -> CodeWanted:
    """Return a companion that asks, with a key wrapped under the code."""
    return CodeWanted(reference, Side.begin(CODE).wrapped(), b"c" * 32)


class Nobody:
    """A server that takes everything."""

    def answer_code_hello(self, _hello: PrimaryHello) -> None:
        """Take the primary's answer."""


def test_a_code_is_for_one_try_of_the_primary(town: Town) -> None:
    remote = Nobody()
    with registered(town) as phone:
        TypedCode(phone, CODE, wish()).answer(remote)  # type: ignore[arg-type]
        with pytest.raises(Refused, match="LINK-7"):
            TypedCode(phone, CODE, wish("another")).answer(remote)  # type: ignore[arg-type]
        TypedCode(phone, OTHER, wish()).answer(remote)  # type: ignore[arg-type]


def test_what_is_no_code_is_told_before_anything_is_said(town: Town) -> None:
    with registered(town) as phone:
        for text in ("", "ABCD123", "ABCD123O"):
            with pytest.raises(Malformed, match="linking code"):
                TypedCode(phone, text, wish()).answer(Nobody())  # type: ignore[arg-type]


def test_small_letters_and_hyphens_are_how_people_type() -> None:
    assert typed("abcd-12 34") == CODE


def test_the_newest_companion_that_asked_is_remembered(town: Town) -> None:
    with registered(town) as phone:
        assert kept_wish(phone) is None
        for reference in ("first", "second"):
            with phone.transaction():
                keep_wish(phone, wish(reference))
        kept = kept_wish(phone)
        assert kept is not None
        assert kept.reference == "second"
        TypedCode(phone, CODE, kept).answer(Nobody())  # type: ignore[arg-type]
        assert kept_wish(phone) is None


def bundle(
    phone: Device, companion: Side, *, inside: IdentityKey, primary: IdentityKey
) -> tuple[TypedCode, bytes]:
    """Return the primary's side, and a bundle of somebody who knows the code."""
    side = TypedCode(phone, CODE, CodeWanted("r", companion.wrapped(), b"c" * 32))
    ours: Side = side._side  # noqa: SLF001 - the other side's arithmetic, from one of them
    shared = shared_secret(companion.ephemeral.private, ours.ephemeral.public)
    made = KeyBundle(inside, primary, os.urandom(32))
    return side, seal_key_bundle(shared, made, salt=os.urandom(32), nonce=os.urandom(12))


def test_a_key_inside_that_is_another_outside_is_refused(town: Town) -> None:
    with registered(town) as phone:
        own = phone.keys.public
        keys = KeyPair.generate(os.urandom).public, KeyPair.generate(os.urandom).public
        side, honest = bundle(phone, Side.begin(CODE), inside=keys[0], primary=own)
        assert side.open(CodeFinished("r", honest, keys[0])).identity_key == keys[0]
        side, swapped = bundle(phone, Side.begin(CODE), inside=keys[0], primary=own)
        with pytest.raises(Refused, match="LINK-7"):
            side.open(CodeFinished("r", swapped, keys[1]))
        side, other = bundle(phone, Side.begin(CODE), inside=keys[0], primary=keys[1])
        with pytest.raises(Refused, match="LINK-7"):
            side.open(CodeFinished("r", other, keys[0]))


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


def test_a_code_that_nobody_answered_is_not_used_again(town: Town) -> None:
    newcomer = Newcomer(town, ALICE)
    with registered(town), new_device(town, "newcomer") as laptop, remote_of(laptop) as remote:
        ShownCode(laptop, remote.begin_linking()).ask(remote, ALICE)
        assert attempt_of(laptop) is None
        key = laptop.keys.public
    with begun(newcomer.path, SECRET, "newcomer", town.url, town.clock) as again:
        assert again.keys.public != key


def test_a_companion_that_says_nothing_more_is_not_taken_in(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop, remote_of(laptop) as asks:
        shown = ShownCode(laptop, asks.begin_linking())
        shown.ask(asks, ALICE)
        with pytest.raises(LinkingEndedError, match="the companion's last word, got none in time"):
            take_in_by_code(phone, shown.code, 0.3)
        assert phone.primary.high_water == 0
        assert phone.store.outbox() == []
