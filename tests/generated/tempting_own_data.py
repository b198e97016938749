"""Occasions on which data of the own account is offered that only one rule refuses."""

from tests.generated.days import (
    be_ready,
    deliver,
    introduce,
    known,
    known_companion,
    link,
    linked,
    remove,
)
from tests.generated.own_data import (
    begin_again,
    change_settings,
    make_key,
    newest_key,
    take_bundle,
    take_key,
)
from tests.generated.play import ALICE, BOB, CLIENT, Play


def history_of_a_stranger(play: Play) -> None:
    """A companion of Alice's sends a history bundle, or one of the client's own account does."""
    if play.random.random() < 1 / 2:
        shown = known_companion(play)
        take_bundle(play, ALICE, shown.certificate_index, shown.certificate_key)
        return
    link(play, BOB)
    deliver(play, BOB)
    introduce(play, BOB)
    if companions := [(index, key) for index, key in known(play, BOB) if index]:
        take_bundle(play, BOB, *play.random.choice(companions))


def key_of_a_removed_companion(play: Play) -> None:
    """Settings under a key of Bob's phone, which one companion has that was removed since.

    That the companion was linked when the key was made is seen in the lists before and after.
    """
    shown = link(play, BOB)
    if shown is None or play.state.own_index(CLIENT) not in linked(play, BOB):
        return
    deliver(play, BOB)
    make_key(play)
    for giver in known(play, BOB)[:1]:
        take_key(play, BOB, *giver, newest_key(play))
    change_settings(play)
    be_ready(play)
    remove(play, BOB, shown.certificate_index)
    deliver(play, BOB)
    begin_again(play)
