"""The devices of other people, and of the own account: clients that follow all rules."""

from typing import Any

from mdaudit.spec.device_list.holding import accept_list, accept_new_life, pin_primary, set_up
from mdaudit.spec.device_list.owner import register
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Step
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, Index, Message, RawId
from mdaudit.spec.state.signed import list_life
from tests.generated.play import CAROL, CLIENT, Play


def try_to(play: Play, step: Step[...], *arguments: Any) -> bool:
    """Let a device of somebody's do something; say whether its rules allow it."""
    try:
        play.happen(step, *arguments)
    except (Refused, NotPossible):
        return False
    return True


def awake(play: Play, account: Account, index: Index, key: IdentityKey) -> Client:
    """Return the client that runs on a device; it knows the newest list of its own account."""
    device = Client(f"the client with the key {key.hex()}")
    if play.state.own_key(device) == NO_KEY:
        play.happen(set_up, device, account, key, index)
        primary = key if index == PRIMARY else play.state.pin(CLIENT, account)
        life = play.state.life_of(primary)
        try_to(play, pin_primary, device, account, primary, life, False)  # noqa: FBT003
    s = play.state
    newest = s.newest(s.pin(device, account))
    if newest in play.mint.lists:
        continues = list_life(newest) == s.pinned_life(device, account)
        into = accept_list if continues else accept_new_life
        try_to(play, into, device, account, newest, NO_KEY, s.now)
    return device


def write_to(
    play: Play, account: Account, index: Index, key: IdentityKey, to: Account
) -> Message | None:
    """A device writes a message, which the server has not delivered yet; None: it may not."""
    device = awake(play, account, index, key)
    message = Message(f"r{len(vars(play.state.written)['rows'])}")
    written = try_to(play, send, device, message, to, play.state.now)
    return message if written else None


def carol(play: Play) -> IdentityKey:
    """Return the key of the phone of Carol, whom the client gets to know."""
    if play.state.pin(CLIENT, CAROL) == NO_KEY:
        key = play.mint.key()
        play.happen(register, CAROL, key, RawId(play.random.randrange(2**32)))
        play.pin(CAROL, key)
    return play.state.pin(CLIENT, CAROL)
