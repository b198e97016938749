"""Eight characters link as a picture does; each is for one try at each end."""

import os

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.typed_code import Side
from mdaudit.reference.client.linking.typing_code import TypedCode, keep_wish, kept_wish
from mdaudit.reference.protocol.linking import PrimaryHello
from mdaudit.reference.protocol.notice import CodeFinished, CodeWanted
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import KeyBundle, seal_key_bundle
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import IdentityKey
from tests.reference.client.newcomers import registered
from tests.reference.client.town import Town

CODE, OTHER = "ABCD1234", "ABCD1235"


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.linking.waiting.PAUSE", 0.02)


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
        assert '"LINK-7"' in list(phone.store.lines())[-1]
        TypedCode(phone, OTHER, wish()).answer(remote)  # type: ignore[arg-type]


def test_what_is_no_code_is_told_before_anything_is_said(town: Town) -> None:
    with registered(town) as phone:
        for text in ("", "ABCD123", "ABCD123O"):
            with pytest.raises(Malformed, match="linking code"):
                TypedCode(phone, text, wish()).answer(Nobody())  # type: ignore[arg-type]


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
