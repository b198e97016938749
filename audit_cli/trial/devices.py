"""Devices: who a client believes in, and by what evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.trial.device import NOWHERE
from mdaudit.audit_cli.trial.exhibits import (
    CertificateExhibit,
    account_signature,
    device_signature,
)
from mdaudit.audit_cli.trial.judging import Completion, Taken
from mdaudit.audit_cli.trial.tables import PINNED, blank, with_rows, without
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.unseen import after_unseen_life
from mdaudit.audit_cli.trial.wire import judge_reading, judge_signature
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.devices import (
    accept_device,
    companion_index,
    evidence_is_there,
    one_key_one_index,
)
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, Index, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, certificate_life
from mdaudit.spec.state.system import replace

MOST_EARLIER = 8
"""Earlier times of one life that are looked at one by one; of more, nobody knows which it was."""


@dataclass(frozen=True)
class Presented:
    """A device that a client came to know."""

    client: Client
    account: Account
    number: int
    """The device number, which is not the key index: that one is in the certificate."""
    key: IdentityKey
    exhibit: CertificateExhibit | Missing | None
    """The evidence for it; None: the client holds none."""
    clock: Time
    dated: bool
    """The evidence says when it came; if not, it came at this time or earlier."""
    session: bool | None
    """Whether the client has a session with it; None: not known."""
    pointer: str

    @property
    def index(self) -> Index | Missing:
        """The key index at which it stands."""
        if self.number == 0:
            return PRIMARY
        if isinstance(self.exhibit, Missing):
            return self.exhibit
        if self.exhibit is None or self.exhibit.decoded is None:
            return NOWHERE
        return self.exhibit.decoded.claims.key_index


def present_device(world: World, shown: Presented) -> None:
    """Judge a device, and let the client know it if no rule speaks against it."""
    about = _occasion(world, shown)
    exhibit = shown.exhibit
    is_primary = _is_primary(world, shown)
    if is_primary is True:
        return
    if shown.number == PRIMARY and isinstance(is_primary, Missing):
        world.trail.add(*world.ask(companion_index, is_primary), about=about)
        return
    if isinstance(exhibit, CertificateExhibit):
        judge_reading(world, exhibit, about)
        if exhibit.decoded is not None:
            _judge_signatures(world, shown, exhibit, about)
            _accept(world, shown, exhibit, about)
        elif shown.session:
            _judge_absence(world, shown, None, about)
    elif shown.number == 0:
        _accept(world, shown, None, about)
    else:
        _judge_absence(world, shown, exhibit, about)


def _is_primary(world: World, shown: Presented) -> bool | Missing:
    """Whether a device is the pinned primary itself, which no certificate is for."""

    def known_to(s: State) -> bool | Missing:
        pin: Any = s.pin(shown.client, shown.account)
        return pin if isinstance(pin, Missing) else pin == shown.key

    known = known_to(world.state)
    if known is not False or shown.number != PRIMARY:
        return known
    moments = chain(world.reordered(), _earlier_pins(world, shown))
    return next(
        (Missing(each.words) for each in moments if known_to(each.state) is not False), False
    )


def _earlier_pins(world: World, shown: Presented) -> Iterator[Completion]:
    """The states of all pins in which a device without a date may have come."""
    if not shown.dated:
        words = _undated(world, shown)
        for state in world.earlier.get((shown.client, shown.account), ()):
            yield Completion(state, words)


def _judge_absence(
    world: World, shown: Presented, exhibit: Missing | None, about: Occasion
) -> None:
    """Without a session, nobody believed in the device; and nobody is seen to have offered it."""
    there = NO_CERTIFICATE if exhibit is None else exhibit
    if shown.session is None:
        about = replace(about, conduct=Conduct.OBSERVED)
    got = UNREADABLE if isinstance(shown.exhibit, CertificateExhibit) else None
    world.trail.add(*world.ask(evidence_is_there, there), about=about, got=got)


UNREADABLE = "bytes that cannot be read as one"


def _judge_signatures(
    world: World, shown: Presented, exhibit: CertificateExhibit, about: Occasion
) -> None:
    if exhibit.decoded is None or shown.key == NO_KEY:
        return
    pinned = world.pin(shown.client, shown.account)
    owner = account_signature(exhibit.decoded, shown.key)
    holds: Any = world.state.certified(pinned, exhibit.certificate)  # type: ignore[arg-type]
    judge_signature(world, owner, (pinned, exhibit.embedded), about, holds=holds is True)
    primary = exhibit.embedded if isinstance(pinned, Missing) else pinned
    own = None if primary == NO_KEY else device_signature(exhibit.decoded, shown.key, primary)
    if own is not None:
        consents: Any = world.state.device_signed(exhibit.certificate, primary)
        judge_signature(world, own, (shown.key,), about, holds=consents is True)


def _accept(
    world: World, shown: Presented, exhibit: CertificateExhibit | None, about: Occasion
) -> None:
    certificate = exhibit.certificate if exhibit else NO_CERTIFICATE
    embedded = exhibit.embedded if exhibit else NO_KEY
    index = shown.index
    assert not isinstance(index, Missing)  # noqa: S101 - there is a certificate, or it is device 0

    def accepting(s: State) -> State:
        return accept_device(
            s, shown.client, shown.account, index, shown.key, certificate, embedded
        )

    party = (shown.client, shown.account)
    now = (*_after_another_life(world, shown, certificate), *_before_others(world, shown))
    taken = world.judge(accepting, also=now)
    earlier = _earlier(world, shown, certificate)
    judged = world.judge(accepting, also=(*now, *earlier)) if earlier else taken
    world.trail.add(*judged.verdicts, about=about)
    _judge_two_keys(world, shown, judged, about)
    if isinstance(taken.answer, Missing):
        known = taken.after.knows.but(*party, index, shown.key, becomes=taken.answer)
        world.state = replace(taken.after, knows=known)
        if not shown.session:
            keys = taken.after.key_at.but(*party, index, becomes=taken.answer)
            world.state = replace(world.state, key_at=keys)
    elif taken.answer:
        world.state = taken.after if shown.session is not False else _refused(world, shown)
        if not shown.session:
            others = world.perhaps_refused.setdefault(party, {})
            others[index, shown.key] = (_session(world, shown), certificate)


def _refused(world: World, shown: Presented) -> State:
    """The state after a device without a session: it may have had one, and takes nobody's place."""
    place: Any = (shown.client, shown.account, shown.index, shown.key)
    knows, s = Missing(_session(world, shown)), world.state
    if s.knows(*place) is not False:
        return s
    return replace(s, knows=s.knows.but(*place, becomes=knows))


def _judge_two_keys(world: World, shown: Presented, judged: Taken, about: Occasion) -> None:
    """Who signed two keys for an index did so, whichever of them the client refused."""
    party, life = (shown.client, shown.account), world.state.pinned_life
    others = [
        at
        for at, (_, certificate) in world.perhaps_refused.get(party, {}).items()
        if world.state.knows(*party, *at) is not False
        if (certificate_life(certificate) == life(*party)) is True
    ]
    fits = [verdict.answer for verdict in judged.verdicts if verdict.rule is not one_key_one_index]
    twice = any(verdict.answer is False for verdict in judged.about(one_key_one_index))
    if not others or twice or not all(answer is True for answer in fits):
        return
    s = blank(world.policy)
    knows = with_rows(s.knows, {(*party, *at): True for at in others})
    keys = with_rows(s.key_at, {(*party, index): key for index, key in others})
    all_there = replace(s, knows=knows, key_at=keys)
    verdicts = world.ask(one_key_one_index, all_there, *party, shown.index, shown.key)
    signed = replace(about, conduct=Conduct.SIGNED)
    world.trail.add(*(v for v in verdicts if v.answer is False), about=signed)


def _after_another_life(
    world: World, shown: Presented, certificate: Certificate
) -> Iterator[Completion]:
    """The state if another life began unseen, or if nobody knows which one is pinned.

    A device that was perhaps refused may be of a life of which the client had not heard.
    """
    party = (shown.client, shown.account)
    life: Any = world.state.pinned_life(*party)
    words = world.open_lives.get(shown.account)
    if words is None and isinstance(life, Missing):
        words = ", ".join(life.what)
    if words is None and shown.session is None:
        words = _session(world, shown)
    if words is not None:
        state = after_unseen_life(world.state, *party, certificate, Missing(words))
        yield Completion(state, words)


def _earlier(world: World, shown: Presented, certificate: Certificate) -> tuple[Completion, ...]:
    """The states of its life in which a device without a date may have come."""
    if shown.dated:
        return ()
    words, unseen = _undated(world, shown), world.open_lives.get(shown.account)
    party = (shown.client, shown.account)
    earlier = []
    for state in world.earlier.get(party, ()):
        if (state.pinned_life(*party) == certificate_life(certificate)) is not False:
            earlier.append(state)
        elif unseen is not None:
            earlier.append(after_unseen_life(state, *party, certificate, Missing(unseen)))
    if len(earlier) > MOST_EARLIER:
        unknown = without(world.state, PINNED, *party, words)
        earlier = [unknown, *earlier[-MOST_EARLIER:]]
    return tuple(Completion(state, words) for state in earlier)


def _before_others(world: World, shown: Presented) -> Iterator[Completion]:
    """The state without the devices that were perhaps refused.

    A device without a date may have come before them as well, and the client knows it since.
    """
    party = (shown.client, shown.account)
    others = world.perhaps_refused.get(party, {})
    if others:
        ((session, _), *_) = others.values()
        words = session if shown.dated else _undated(world, shown)
        s, what = world.state, Missing(words)
        known = with_rows(s.knows, {(*party, *at): what for at in others})
        keys = with_rows(s.key_at, {(*party, index): what for index, _ in others})
        yield Completion(replace(s, knows=known, key_at=keys), words)


def _session(world: World, shown: Presented) -> str:
    words = f"device {shown.number} of {world.names.account(shown.account)}"
    if shown.session is None:
        return f"session of {words}"
    return f"whether the client ever had a session with {words}"


def _undated(world: World, shown: Presented) -> str:
    return f"first_seen of device {shown.number} of {world.names.account(shown.account)}"


def _occasion(world: World, shown: Presented) -> Occasion:
    conduct = {True: Conduct.ACCEPTED, False: Conduct.REFUSED, None: Conduct.OFFERED}
    exhibit = shown.exhibit
    pinned: Any = world.pin(shown.client, shown.account)
    authentic = (
        isinstance(exhibit, CertificateExhibit)
        and world.state.certified(pinned, exhibit.certificate) is True
    )
    digest = exhibit.digest if isinstance(exhibit, CertificateExhibit) else "none"
    return Occasion(
        account=shown.account,
        subject=f"device {shown.number} of {world.names.account(shown.account)}",
        pointer=shown.pointer,
        conduct=conduct[shown.session],
        identity=("device", str(shown.number), shown.key.hex(), digest),
        origin=Origin.SIGNED if authentic else Origin.UNKNOWN,
    )
