"""A group: whom the client gives its sender key, under which it writes, and whose keys it keeps."""

from dataclasses import dataclass

from mdaudit.spec.groups.giving import give_sender_key, make_sender_key
from mdaudit.spec.groups.inbound import forget_sender_keys, not_removed, receive_sender_key
from mdaudit.spec.groups.membership import add_member, remove_member
from mdaudit.spec.groups.writing import send_to_group
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message, SenderKey, Time
from tests.generated.days import deliver, in_a_row, introduce, known, link, remove
from tests.generated.others import carol
from tests.generated.play import ALICE, BOB, CAROL, CLIENT, FAMILY, Copies, Deed, Play, Side

Inbound = tuple[Account, Index, IdentityKey, SenderKey]
"""A sender key of another device."""


@dataclass(frozen=True)
class Sending:
    """How a client sent a message to the group."""

    chain: SenderKey
    given: Copies
    """The devices that were given the sender key with this message."""
    is_new: bool
    """The sender key was made for this message."""


def write_to_group(play: Play) -> None:
    """The client writes to the group: under its present sender key, or under a new one."""
    play.wait()
    message, chain = Message(f"m{len(play.diary.messages)}"), play.mint.sender_key()
    old = play.state.sender_key(CLIENT, FAMILY)
    played, obliged = (
        _send(side, message, chain, play.clock) for side in (play.played, play.obliged)
    )
    if played is None:
        return
    play.visible = play.visible or _differ(played, obliged)
    if played.is_new:
        play.diary.deleted_sender_key(play.clock, old)
        play.diary.has_sender_key(play.clock, FAMILY, BOB, play.own_key, chain, "out")
    members = [account for account in (ALICE, BOB, CAROL) if _is_member(play, account)]
    play.diary.sent_to_group(
        play.clock, message, play.own_key, FAMILY, members, played.chain, sorted(played.given)
    )


def _is_member(play: Play, account: Account) -> bool:
    """Whether the account is in the group, as far as the client knows; its own always is."""
    return account == BOB or play.state.member(CLIENT, FAMILY, account)


def _differ(played: Sending, obliged: Sending | None) -> bool:
    """Whether the client sent what an obliged one would not have sent, or not like this."""
    if obliged is None or not played.given <= obliged.given:
        return True
    return obliged.is_new and not played.is_new


def _send(side: Side, message: Message, chain: SenderKey, clock: Time) -> Sending | None:
    """Send if the rules allow it, with a new sender key if they do not allow it without one."""
    before = side.state
    for is_new in (False, True):
        if is_new:
            side.take(make_sender_key, CLIENT, FAMILY, chain)
        present = side.state.sender_key(CLIENT, FAMILY)
        had_it = _holders(side, present)
        position = side.state.chain_position(present)
        side.take(give_sender_key, CLIENT, FAMILY, position, clock)
        if side.take(send_to_group, CLIENT, FAMILY, message, clock) is None:
            return Sending(present, _holders(side, present) - had_it, is_new)
        side.state = before
    return None


def _holders(side: Side, chain: SenderKey) -> Copies:
    return frozenset(vars(side.state.given_from.at(chain))["rows"])


def bring(play: Play, account: Account, index: Index, key: IdentityKey) -> None:
    """A device gives the client its sender key for the group."""
    play.wait()
    chain = play.mint.sender_key()
    place = (account, index, key)
    if play.do(receive_sender_key, CLIENT, FAMILY, *place, chain, *place):
        play.diary.has_sender_key(play.clock, FAMILY, account, key, chain, "in")


def tidy(play: Play) -> None:
    """The client deletes the sender keys of devices that were removed."""
    play.wait()
    had = _inbound(play)
    for side in (play.played, play.obliged):
        side.take(forget_sender_keys, CLIENT, FAMILY)
    for _, _, _, chain in had - _inbound(play):
        play.diary.deleted_sender_key(play.clock, chain)


def close(play: Play) -> None:
    """The last thing before the evidence is collected: what is kept then, the client kept."""
    tidy(play)
    s = play.obliged.state
    for account, index, key, _ in _inbound(play):
        play.visible = play.visible or not not_removed(s, CLIENT, account, index, key)


def _inbound(play: Play) -> frozenset[Inbound]:
    """The sender keys of others that the client has."""
    return frozenset(vars(play.state.inbound.at(CLIENT, FAMILY))["rows"])


def join(play: Play, account: Account = ALICE) -> None:
    """The server says that somebody is in the group."""
    play.happen(add_member, CLIENT, FAMILY, account)


def leave(play: Play, account: Account = ALICE) -> None:
    """The server says that somebody left the group."""
    play.happen(remove_member, CLIENT, FAMILY, account)


def come_and_go(play: Play) -> None:
    """The server says that Alice or Carol is in the group, or left it."""
    carol(play)
    play.random.choice((join, join, leave))(play, play.random.choice((ALICE, CAROL)))


def get_a_key(play: Play) -> None:
    """A known device brings its sender key."""
    account = play.random.choice((ALICE, ALICE, BOB, CAROL))
    if devices := known(play, account):
        bring(play, account, *play.random.choice(devices))


GROUPS: tuple[Deed, ...] = (
    *(come_and_go, write_to_group, get_a_key, tidy),
    in_a_row(link, deliver, introduce, join, write_to_group, get_a_key),
    in_a_row(write_to_group, remove, deliver, write_to_group, tidy),
)
"""What happens in a group on any day."""
