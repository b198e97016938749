"""Runs of the own-account channel that must stay possible, counted in days.

Alice's laptop is a client too: of its own account.
"""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import approve, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    WITH_LAPTOP,
    a_phone_and_a_laptop,
    listing,
)
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Client,
    Digest,
    Duration,
    Epoch,
    IdentityKey,
    Index,
    Time,
    Version,
)
from mdaudit.spec.state.app_state import AppStateKey, Patch
from mdaudit.spec.state.signed import Certificate
from mdaudit.spec.sync.channel import take_app_state_key, take_history
from mdaudit.spec.sync.keys import give_app_state_key, make_app_state_key
from mdaudit.spec.sync.patches import (
    begin_app_state_again,
    forge_patch,
    replay_patch,
    write_patch,
    write_patch_as_companion,
)

LAPTOPS_CLIENT: Final = Client("alice's laptop")
TABLET: Final = IdentityKey(b"alice-tablet")
TABLET_INDEX: Final = Index(2)
TABLET_CERTIFICATE: Final = Certificate(
    "the tablet's certificate", LIFE, Time(1), TABLET_INDEX, TABLET
)


def app_state_key(epoch: int, *companions: int) -> AppStateKey:
    """The key of an epoch, made for the phone and these companions."""
    indexes = frozenset(Index(index) for index in (0, *companions))
    return AppStateKey(f"app-state key {epoch}", LIFE, Epoch(epoch), indexes)


def patch(name: str, version: int, before: str, after: str) -> Patch:
    """A patch from one state to another."""
    return Patch(name, Version(version), Digest(before), Digest(after))


FIRST_KEY: Final = app_state_key(1, 1)
SECOND_KEY: Final = app_state_key(2, 1, 2)
SNAPSHOT: Final = patch("the snapshot", 1, "", "settings")
MUTED: Final = patch("the patch that mutes a chat", 2, "settings", "settings, a muted chat")
FORGED: Final = patch("the tablet's patch", 2, "settings", "settings of the tablet")
ANEW: Final = patch("the second snapshot", 3, "settings, a muted chat", "settings anew")


@witness("A new laptop takes history and an app-state key from its phone", scene_for=("sync",))
def a_laptop_is_bootstrapped(run: Run) -> None:
    """After linking, the phone sends both over the new session."""
    a_phone_and_a_laptop.script(run)
    run.do(set_up, LAPTOPS_CLIENT, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, LAPTOPS_CLIENT, ALICE, PHONE, LIFE, False)
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, WITH_LAPTOP, NO_KEY, Time(0))
    run.do(take_history, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, Time(0))
    run.do(make_app_state_key, ALICE, FIRST_KEY)
    run.do(give_app_state_key, ALICE, LAPTOP_INDEX)
    run.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, FIRST_KEY, Time(0))


@witness("The laptop replays its phone's snapshot", scene_for=("sync",))
def a_snapshot_is_replayed(run: Run) -> None:
    """From now on the laptop's app state goes on patch by patch."""
    a_laptop_is_bootstrapped.script(run)
    run.do(write_patch, ALICE, SNAPSHOT)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, SNAPSHOT, Time(0))


@witness("The laptop changes app state, too")
def the_laptop_writes(run: Run) -> None:
    """It writes on the state that it has."""
    a_snapshot_is_replayed.script(run)
    run.do(write_patch_as_companion, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))


@witness("The laptop misses a patch, and begins again from its phone's second snapshot")
def the_laptop_begins_again(run: Run) -> None:
    """Whatever the laptop could not use, the phone sends it all settings once more.

    Then app state goes on patch by patch, as before.
    """
    a_snapshot_is_replayed.script(run)
    run.do(write_patch, ALICE, MUTED)
    run.do(write_patch, ALICE, ANEW)
    the_phone = (LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE)
    run.do(begin_app_state_again, *the_phone, FIRST_KEY, ANEW, Time(0))
    later = patch("the patch after it", 4, "settings anew", "settings anew, a star")
    run.do(write_patch, ALICE, later)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, later, Time(0))


@witness("A tablet is removed after it was given an app-state key")
def a_tablet_is_removed(run: Run) -> None:
    """The laptop holds the list of the removal; the server held back the second key for it.

    The tablet is corrupt, and writes with the key that it was given.
    """
    a_snapshot_is_replayed.script(run)
    run.do(pass_time, Duration(1))
    with_tablet = listing("the list with the tablet", 1, 2, 1, 2)
    run.do(approve, ALICE, TABLET_CERTIFICATE, with_tablet, Time(1))
    run.do(make_app_state_key, ALICE, SECOND_KEY)
    run.do(give_app_state_key, ALICE, LAPTOP_INDEX)
    run.do(give_app_state_key, ALICE, TABLET_INDEX)
    run.do(pass_time, Duration(1))
    alone = listing("the list without the tablet", 2, 2, 1)
    run.do(unlink, ALICE, TABLET_INDEX, alone, Time(2))
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, alone, NO_KEY, Time(2))
    run.do(corrupt, TABLET)
    run.do(forge_patch, ALICE, TABLET_CERTIFICATE, SECOND_KEY, FORGED)


@witness("App state is written and read under a key before one of its devices is removed")
def a_key_was_used_before_the_removal(run: Run) -> None:
    """What the laptop read while the tablet was linked, the tablet was meant to read as well."""
    a_snapshot_is_replayed.script(run)
    run.do(pass_time, Duration(1))
    with_tablet = listing("the list with the tablet", 1, 2, 1, 2)
    run.do(approve, ALICE, TABLET_CERTIFICATE, with_tablet, Time(1))
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, with_tablet, NO_KEY, Time(1))
    run.do(make_app_state_key, ALICE, SECOND_KEY)
    run.do(give_app_state_key, ALICE, LAPTOP_INDEX)
    run.do(give_app_state_key, ALICE, TABLET_INDEX)
    run.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, SECOND_KEY, Time(1))
    run.do(write_patch, ALICE, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, SECOND_KEY, MUTED, Time(1))
    run.do(pass_time, Duration(1))
    alone = listing("the list without the tablet", 2, 2, 1)
    run.do(unlink, ALICE, TABLET_INDEX, alone, Time(2))
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, alone, NO_KEY, Time(2))


@witness("After a removal there is a new app-state key, and app state goes on")
def app_state_goes_on_without_it(run: Run) -> None:
    """The phone makes a key for the laptop alone."""
    a_tablet_is_removed.script(run)
    third_key = app_state_key(3, 1)
    run.do(make_app_state_key, ALICE, third_key)
    run.do(give_app_state_key, ALICE, LAPTOP_INDEX)
    run.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, third_key, Time(2))
    run.do(write_patch, ALICE, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, third_key, MUTED, Time(2))
