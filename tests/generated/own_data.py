"""What devices of the own account give the observed client: history, app-state keys, settings."""

from mdaudit.spec.sorts import PRIMARY, Account, Digest, Epoch, IdentityKey, Index, Version
from mdaudit.spec.state.app_state import (
    NO_APP_STATE_KEY,
    NO_PATCH,
    AppStateKey,
    Patch,
    key_epoch,
    patch_version,
)
from mdaudit.spec.sync.channel import take_app_state_key, take_history
from mdaudit.spec.sync.keys import give_app_state_key, make_app_state_key
from mdaudit.spec.sync.patches import begin_app_state_again, replay_patch, write_patch
from tests.generated.days import deliver, for_bob, in_a_row, known, linked
from tests.generated.play import BOB, CLIENT, Deed, Play


def is_laptop(play: Play) -> bool:
    """Return whether the observed client is a companion."""
    return bool(play.state.own_index(CLIENT) > PRIMARY)


def newest_key(play: Play) -> AppStateKey:
    """Return the newest app-state key of Bob's phone."""
    return play.state.app_state_key_of(play.phones[BOB])


def make_key(play: Play) -> None:
    """Bob's phone makes an app-state key for the companions that are linked, and gives it them."""
    primary, s = play.phones[BOB], play.state
    play.wait()
    epoch = Epoch(key_epoch(newest_key(play)) + 1)
    indexes = linked(play, BOB)
    made = AppStateKey(f"key {epoch}", s.life_of(primary), epoch, frozenset({PRIMARY, *indexes}))
    play.happen(make_app_state_key, BOB, made)
    play.mint.app_state_keys[made] = play.clock_of(BOB)
    for index in indexes:
        play.happen(give_app_state_key, BOB, index)
    if not is_laptop(play):
        play.diary.has_app_state_key(made, play.clock_of(BOB))


def share_key(play: Play) -> None:
    """A device of Bob's gives the client a key that the phone gave to both, perhaps an old one."""
    own = play.state.own_index(CLIENT)
    made = [k for k in play.mint.app_state_keys if play.state.given(k, play.phones[BOB], own)]
    if is_laptop(play) and made:
        giver = play.random.choice(known(play, BOB))
        take_key(play, BOB, *giver, play.random.choice(made[-2:]))


def take_key(
    play: Play, account: Account, index: Index, key: IdentityKey, given: AppStateKey
) -> None:
    """A device gives the client an app-state key, and the client takes it if it may."""
    play.wait()
    if play.do(take_app_state_key, CLIENT, account, index, key, given, play.clock):
        play.diary.took(play.clock, account, key, "key_share")
        play.diary.has_app_state_key(given, play.mint.app_state_keys[given])


def take_bundle(play: Play, account: Account, index: Index, key: IdentityKey) -> None:
    """A device sends the client a history bundle, and the client takes it if it may."""
    play.wait()
    if play.do(take_history, CLIENT, account, index, key, play.clock):
        play.diary.took(play.clock, account, key, "history")


def send_history(play: Play) -> None:
    """Bob's phone, or another device that should not, sends the laptop history."""
    if is_laptop(play):
        take_bundle(play, BOB, PRIMARY, play.phones[BOB])


def patches(play: Play) -> dict[Patch, AppStateKey]:
    """Return what Bob's phone changed, in order, each with the key that it is under."""
    rows = vars(play.state.written_under)["rows"]
    return {patch: under for (_, patch), under in rows.items()}


def change_settings(play: Play) -> None:
    """Bob's phone changes app state under its newest key, if every holder of it is linked."""
    newest = newest_key(play)
    if newest == NO_APP_STATE_KEY or not newest.key_indexes - {PRIMARY} <= {*linked(play, BOB)}:
        return
    play.wait()
    version = Version(len(patches(play)) + 1)
    before, after = Digest(f"state {version - 1}"), Digest(f"state {version}")
    play.happen(write_patch, BOB, Patch(f"patch {version}", version, before, after))


def use(play: Play, patch: Patch) -> None:
    """The server shows the client a patch, and the client goes on by it if it may."""
    play.wait()
    under = patches(play)[patch]
    if play.do(replay_patch, CLIENT, under, patch, play.clock):
        play.diary.took(play.clock, BOB, play.phones[BOB], "app_state", under)


def bring_settings(play: Play) -> None:
    """The server shows the laptop the next change, or at first any of them."""
    last = play.state.last_patch(CLIENT)
    following = [
        patch
        for patch in patches(play)
        if last == NO_PATCH or patch_version(patch) == patch_version(last) + 1
    ]
    if is_laptop(play) and following:
        use(play, play.random.choice(following))


def begin_again(play: Play) -> None:
    """The laptop asks its phone for a snapshot of the newest state."""
    if is_laptop(play) and (written := patches(play)):
        play.wait()
        patch, under = list(written.items())[-1]
        giver = (BOB, PRIMARY, play.phones[BOB])
        if play.do(begin_app_state_again, CLIENT, *giver, under, patch, play.clock):
            play.diary.took(play.clock, BOB, play.phones[BOB], "app_state", under)


OWN_DATA: tuple[Deed, ...] = (
    *(make_key, share_key, change_settings, bring_settings),
    *(send_history, begin_again),
    in_a_row(for_bob(deliver), make_key, share_key, change_settings, bring_settings),
)
"""What devices of the own account tell each other on any day."""
