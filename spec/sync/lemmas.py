"""Why the promises about the own-account channel and app state hold."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NEVER, NO_KEY, PRIMARY, Client, IdentityKey, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import (
    NO_APP_STATE_KEY,
    NO_PATCH,
    Patch,
    key_life,
    made_for,
    patch_version,
)
from mdaudit.spec.state.signed import list_life, lists


@lemma("13")
def own_data_has_an_owner(s: State) -> Truth:
    """Who takes own-account data has a key, so that `set_up` gives it no other account."""
    return every(s.own_data_at, lambda client, _account, _index, _key: s.own_key(client) != NO_KEY)


@lemma("19", "19b")
def keys_are_given_as_they_say(s: State) -> Truth:
    """An app-state key was given only to devices that it was made for."""
    return every(s.given, lambda app_state_key, _primary, index: made_for(app_state_key, index))


@lemma("19")
def used_keys_were_for_the_listed(s: State) -> Truth:
    """The own list, when a key was used, was the pin's and named every device of the key."""

    def is_right(client: Client, patch: Patch) -> Truth:
        app_state_key = s.patch_key(client, patch)
        basis = s.patch_list(client, patch)
        return both(
            s.signed(s.patch_pin(client, patch), basis),
            key_life(app_state_key) == list_life(basis),
            every(
                made_for.at(app_state_key),
                lambda index: either(index == PRIMARY, lists(basis, index)),
            ),
        )

    return every(s.patch_key, is_right)


@lemma("19b")
def written_patches_are_dated(s: State) -> Truth:
    """A primary wrote under a key for devices that were linked, or were removed later."""

    def is_right(primary: IdentityKey, patch: Patch) -> Truth:
        app_state_key = s.written_under(primary, patch)
        life = key_life(app_state_key)
        return both(
            s.written_at(primary, patch) <= s.now,
            every(
                made_for.at(app_state_key),
                lambda index: either(
                    index == PRIMARY,
                    s.linked(primary, life, index),
                    both(
                        s.removal_true_time(primary, life, index) != NEVER,
                        s.written_at(primary, patch) <= s.removal_true_time(primary, life, index),
                    ),
                ),
            ),
        )

    return every(s.written_under, is_right)


@lemma("19c")
def the_last_patch_is_the_newest(s: State) -> Truth:
    """A client used its last patch, and none of a higher version."""
    return both(
        every(
            s.last_patch,
            lambda client: s.patch_key(client, s.last_patch(client)) != NO_APP_STATE_KEY,
        ),
        every(
            s.patch_key,
            lambda client, patch: both(
                s.last_patch(client) != NO_PATCH,
                patch_version(patch) <= patch_version(s.last_patch(client)),
            ),
        ),
    )
