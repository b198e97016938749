"""Occasions on which data of the own account is offered that only one rule refuses."""

from mdaudit.spec.state.app_state import NO_APP_STATE_KEY
from tests.generated.days import deliver, introduce, known, known_companion, link, remove, renew
from tests.generated.own_data import (
    change_settings,
    make_key,
    newest_key,
    patches,
    share_key,
    take_bundle,
    use,
)
from tests.generated.play import ALICE, BOB, Play


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
    """Settings under the only key of Bob's phone, which one companion has that was removed since.

    Evidence does not say under which key settings are: with another key, nobody could tell. That
    the companion was linked when the key was made is seen in the lists before and after.
    """
    if newest_key(play) != NO_APP_STATE_KEY:
        return
    shown = link(play, BOB)
    if shown is None:
        return
    deliver(play, BOB)
    make_key(play)
    share_key(play)
    change_settings(play)
    renew(play, BOB)
    deliver(play, BOB)
    remove(play, BOB, shown.certificate_index)
    deliver(play, BOB)
    for patch in patches(play):
        use(play, patch)
