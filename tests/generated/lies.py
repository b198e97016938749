"""What a lying server shows, and what an adversary signs with keys that it has taken over."""

from mdaudit.spec.adversary import corrupt, forge_certificate, forge_consent, forge_list
from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import NO_KEY, PRIMARY, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import (
    NO_CERTIFICATE,
    Certificate,
    SignedList,
    list_life,
    list_time,
)
from tests.generated.days import known
from tests.generated.play import ALICE, CLIENT, Deed, Play


def stranger(play: Play) -> IdentityKey:
    """Return a key of the adversary's own."""
    key = play.mint.key()
    play.happen(corrupt, key)
    return key


def taken_over(play: Play) -> IdentityKey:
    """Return the key that the client pinned for Alice; the adversary has taken it over."""
    key = play.state.pin(CLIENT, ALICE)
    play.happen(corrupt, key)
    return key


def forged_list(
    play: Play,
    signer: IdentityKey,
    *,
    time: Time | None = None,
    life: RawId | None = None,
    valid: set[Index] | None = None,
    current: Index | None = None,
    hosted: bool = False,
) -> SignedList:
    """Return a list that the adversary signs; what is not said is as the client has it."""
    s = play.state
    held = s.held(CLIENT, ALICE)
    indexes = held.valid_indexes | {PRIMARY} if valid is None else valid
    highest = max(s.mark(CLIENT, ALICE), *indexes)
    made = play.mint.list(
        signer,
        s.pinned_life(CLIENT, ALICE) if life is None else life,
        s.now if time is None else time,
        highest if current is None else current,
        indexes,
        hosted=hosted,
    )
    play.happen(forge_list, signer, made)
    return made


def forged_certificate(
    play: Play, signer: IdentityKey, index: Index, *, consent: bool = True
) -> Certificate:
    """Return a certificate by the adversary, for a device of its own."""
    s, device = play.state, stranger(play)
    made = play.mint.certificate(signer, device, s.pinned_life(CLIENT, ALICE), s.now, index)
    play.happen(forge_certificate, signer, made)
    if consent:
        play.happen(forge_consent, made, s.pin(CLIENT, ALICE))
    return made


def present(play: Play, shown: Certificate, embedded: IdentityKey = NO_KEY) -> bool:
    """The server presents the device of a certificate."""
    return play.present(ALICE, shown.certificate_index, shown.certificate_key, shown, embedded)


def old_lists(play: Play) -> list[SignedList]:
    """Return the pinned key's lists of this life that are older than the held one."""
    s = play.state
    held, key = s.held(CLIENT, ALICE), s.pin(CLIENT, ALICE)
    return [
        shown
        for shown in play.mint.lists
        if s.signed(key, shown)
        and list_life(shown) == list_life(held)
        and list_time(shown) < list_time(held)
    ]


def replay(play: Play) -> None:
    """An older list is shown again."""
    if lists := old_lists(play):
        play.offer(ALICE, play.random.choice(lists))


def show_a_strangers_list(play: Play) -> None:
    """A list by the adversary's own key."""
    play.offer(ALICE, forged_list(play, stranger(play)))


def show_a_bad_list(play: Play) -> None:
    """A list by the pinned key that no honest owner would sign."""
    s = play.state
    held, mark = s.held(CLIENT, ALICE), s.mark(CLIENT, ALICE)
    later = Time(s.now + 30 * DAY)
    twin = held.valid_indexes ^ {Index(mark + 1)}
    changes = play.random.choice(
        (
            {"time": later},
            {"valid": {PRIMARY, Index(mark + 2)}, "current": Index(mark + 1)},
            {"valid": {PRIMARY, *map(Index, range(1, mark + 1))}},
            {"time": Time(max(list_time(held), s.now - DAY)), "valid": twin | {PRIMARY}},
            {"life": RawId(play.random.randrange(2**32)), "valid": {PRIMARY, Index(1)}},
            {"hosted": True},
        )
    )
    play.offer(ALICE, forged_list(play, taken_over(play), **changes))


def present_without_evidence(play: Play) -> None:
    """The server leaves the certificate out."""
    play.present(ALICE, Index(play.random.randint(1, 4)), stranger(play), NO_CERTIFICATE)


def present_a_bad_device(play: Play) -> None:
    """A device that is certified wrongly, or by the wrong key."""
    index = Index(play.random.randint(0, 4))
    signer = play.random.choice((stranger, taken_over))(play)
    shown = forged_certificate(play, signer, index, consent=play.random.random() < 1 / 2)
    present(play, shown, play.random.choice((NO_KEY, signer, stranger(play))))


def name_a_far_future(play: Play) -> None:
    """A device under the adversary's control speaks of a list from the future."""
    if devices := known(play, ALICE):
        index, key = play.random.choice(devices)
        play.hint(ALICE, ALICE, index, key, Time(play.state.now + 10 * DAY))


def show_another_identity(play: Play) -> None:
    """The server says that Alice has another phone, which is the adversary's."""
    key = stranger(play)
    play.pin(ALICE, key)


LIES: tuple[Deed, ...] = (
    replay,
    show_a_strangers_list,
    show_a_bad_list,
    present_without_evidence,
    present_a_bad_device,
    name_a_far_future,
    show_another_identity,
)
