"""What happens on any day between honest people: owners link and remove, servers deliver."""

from collections.abc import Callable

from mdaudit.spec.device_list.holding import confirm_unchanged
from mdaudit.spec.device_list.owner import approve, begin_life, refresh, register, unlink
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.linking.primary import MOST_COMPANIONS
from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index, RawId
from mdaudit.spec.state.signed import Certificate, SignedList, list_time
from tests.generated.play import ALICE, BOB, CLIENT, Deed, Play


def primary_of(play: Play, account: Account) -> IdentityKey:
    """Return the key of the account's phone today."""
    return play.state.primary_of(account)


def linked(play: Play, account: Account) -> list[Index]:
    """Return the indexes that the owner has linked."""
    key = primary_of(play, account)
    life = play.state.life_of(key)
    return sorted(index for (index,) in vars(play.state.linked.at(key, life))["rows"])


def is_honest(play: Play, account: Account) -> bool:
    """Return whether the owner still holds the phone's key alone."""
    return not play.state.corrupt(primary_of(play, account))


def drafted(play: Play, account: Account, indexes: set[Index]) -> SignedList:
    """Return a list of these companions that the account's phone signs now."""
    key, s = primary_of(play, account), play.state
    life = s.life_of(key)
    highest = max(indexes, default=PRIMARY)
    current = Index(play.random.randint(highest, max(highest, s.high_water(key, life))))
    return play.mint.list(key, life, play.clock_of(account), current, indexes | {PRIMARY})


def link(play: Play, account: Account = ALICE) -> Certificate | None:
    """The owner links a companion; both sides sign. None: it has enough of them, or is gone."""
    key, s = primary_of(play, account), play.state
    life = s.life_of(key)
    if s.companions(key, life) >= MOST_COMPANIONS or not is_honest(play, account):
        return None
    play.wait()
    now = play.clock_of(account)
    index = Index(s.high_water(key, life) + 1)
    shown = play.mint.certificate(key, play.mint.key(), life, now, index)
    signed = drafted(play, account, {*linked(play, account), index})
    play.happen(approve, account, shown, signed, now)
    play.happen(adopt, shown, key)
    play.happen(countersign, shown, key)
    return shown


def remove(play: Play, account: Account = ALICE, index: Index | None = None) -> None:
    """The owner removes a companion, a certain one or any."""
    now = linked(play, account)
    if not now or not is_honest(play, account):
        return
    gone = play.random.choice(now) if index is None else index
    play.wait()
    signed = drafted(play, account, {*now} - {gone})
    play.happen(unlink, account, gone, signed, play.clock_of(account))


def renew(play: Play, account: Account = ALICE) -> None:
    """The phone signs a fresh list of the same companions."""
    if not is_honest(play, account):
        return
    play.wait()
    signed = drafted(play, account, {*linked(play, account)})
    play.happen(refresh, account, signed, play.clock_of(account))


def begin_anew(play: Play, account: Account = ALICE) -> None:
    """The owner begins another life under the same key."""
    if not is_honest(play, account):
        return
    play.wait()
    key, s = primary_of(play, account), play.state
    life = RawId(play.random.randrange(2**32))
    signed = play.mint.list(key, life, s.now, PRIMARY, {PRIMARY})
    play.happen(begin_life, account, life, signed, s.now)


def change_phone(play: Play) -> None:
    """Alice registers anew, with another primary key; the server tells, perhaps later."""
    play.wait()
    life = RawId(play.random.randrange(2**32))
    play.happen(register, ALICE, play.mint.key(), life)


def announce(play: Play) -> None:
    """The server shows the client the identity that Alice has now."""
    key = primary_of(play, ALICE)
    if key != play.state.pin(CLIENT, ALICE):
        play.pin(ALICE, key)


def deliver(play: Play, account: Account = ALICE) -> None:
    """The server shows the newest list of the key that the client pinned."""
    newest = play.state.newest(play.state.pin(CLIENT, account))
    if newest in play.mint.lists:
        play.offer(account, newest)


def companions(play: Play, account: Account) -> list[Certificate]:
    """Return the certificates of the companions that the owner has linked, in its present life."""
    key = primary_of(play, account)
    life = play.state.life_of(key)
    return [
        shown
        for shown in play.mint.issued
        if play.state.certified(key, shown)
        and shown.certificate_life == life
        and shown.certificate_index in linked(play, account)
        and shown.certificate_key != play.own_key
    ]


def introduce(play: Play, account: Account = ALICE) -> None:
    """The server presents a linked companion."""
    if shown := companions(play, account):
        one = play.random.choice(shown)
        play.present(account, one.certificate_index, one.certificate_key, one)


def known(play: Play, account: Account) -> list[tuple[Index, IdentityKey]]:
    """Return the devices that the client has a session with."""
    devices = sorted(vars(play.state.knows.at(CLIENT, account))["rows"])
    return [(index, key) for index, key in devices if key != play.own_key]


def mention(play: Play, account: Account = ALICE) -> None:
    """A known device of the account says which list it knows."""
    newest = play.state.newest(play.state.pin(CLIENT, account))
    if newest in play.mint.lists and (devices := known(play, account)):
        index, key = play.random.choice(devices)
        play.hint(account, account, index, key, list_time(newest))


def write(play: Play) -> None:
    """The client writes to Alice."""
    play.send(ALICE)


def come_back(play: Play) -> None:
    """The client restarts, or its list expires, and nothing is lost."""
    play.restart()


def confirm(play: Play) -> None:
    """The server says that nothing changed."""
    play.happen(confirm_unchanged, CLIENT, ALICE, play.clock)


def sleep(play: Play) -> None:
    """Hours, days or weeks pass."""
    play.wait(60, play.random.choice((DAY // 4, 3 * DAY, 40 * DAY)))


def be_ready(play: Play) -> None:
    """The client gets a fresh list of its own account, under which it may write and show."""
    renew(play, BOB)
    deliver(play, BOB)


def known_companion(play: Play) -> Certificate:
    """Return a companion of Alice's that the client knows and holds a list of."""
    announce(play)
    shown = link(play)
    while shown is None:
        remove(play)
        shown = link(play)
    deliver(play)
    play.present(ALICE, shown.certificate_index, shown.certificate_key, shown)
    return shown


def for_bob(deed: Callable[[Play, Account], object]) -> Deed:
    """Return the same on the client's own account."""
    return lambda play: deed(play, BOB)


def in_a_row(*deeds: Deed) -> Deed:
    """Return a deed that is these, one after the other, unless something comes in between."""

    def all_of_them(play: Play) -> None:
        for deed in deeds:
            deed(play)
            if play.random.random() < 1 / 6:
                return

    return all_of_them
