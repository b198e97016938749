"""What users are promised about the channel between their own devices, and about app state."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.registry import promise
from mdaudit.spec.sorts import (
    NEVER,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import (
    NO_APP_STATE_KEY,
    NO_PATCH,
    AppStateKey,
    Patch,
    hash_after,
    hash_before,
    key_life,
    patch_version,
)
from mdaudit.spec.state.signed import (
    certificate_index,
    certificate_key,
    certificate_life,
    list_life,
    list_time,
    lists,
)


@promise("13", "Own-account data is taken only from listed devices of the own account")
def own_data_comes_from_own_devices(s: State) -> Truth:
    """From the pinned primary, or from a device that it certified and listed, by a list that was at
    most lifetime + E old in true time; history from the primary alone.
    """

    def is_own(client: Client, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.own_data_pin(client, account, index, key)
        basis = s.own_data_list(client, account, index, key)
        shown = s.own_data_evidence(client, account, index, key)
        taken_at = s.own_data_at(client, account, index, key)
        listed = both(
            both(s.signed(pinned, basis), lists(basis, index)),
            s.certified(pinned, shown),
            both(certificate_index(shown) == index, certificate_key(shown) == key),
            certificate_life(shown) == list_life(basis),
            taken_at < s.policy.after(list_time(basis), s.policy.lifetime, errors=1),
        )
        return both(
            account == s.own_account(client), either(both(index == PRIMARY, key == pinned), listed)
        )

    return both(
        every(s.own_data_at, is_own),
        every(s.history_from, lambda _client, _account, index, _key: index == PRIMARY),
        every(
            s.history_from,
            lambda client, account, index, key: s.own_data_at(client, account, index, key) != NEVER,
        ),
    )


@promise("19", "No companion uses app state under a key that a removed device was given")
def app_state_is_closed_to_the_removed(s: State) -> Truth:
    """Whatever a companion replays or writes while it holds the list of a removal, or a later one:
    while the pin is honest, its primary gave the key to no device that was removed by then.
    """

    def is_closed(client: Client, patch: Patch) -> Truth:
        pinned = s.patch_pin(client, patch)
        basis = s.patch_list(client, patch)
        life = list_life(basis)
        return either(
            s.corrupt(pinned),
            every(
                s.given.at(s.patch_key(client, patch), pinned),
                lambda index: either(
                    s.removal_list_time(pinned, life, index) == NEVER,
                    list_time(basis) < s.removal_list_time(pinned, life, index),
                ),
            ),
        )

    return every(s.patch_key, is_closed)


@promise("19b", "An honest primary writes app state under a key that no removed device was given")
def primaries_write_for_the_linked(s: State) -> Truth:
    """So what the account changes after a removal, the removed device cannot read."""

    def is_closed(primary: IdentityKey, patch: Patch) -> Truth:
        app_state_key: AppStateKey = s.written_under(primary, patch)
        life = key_life(app_state_key)
        return every(
            s.given.at(app_state_key, primary),
            lambda index: either(
                s.removal_true_time(primary, life, index) == NEVER,
                s.written_at(primary, patch) <= s.removal_true_time(primary, life, index),
            ),
        )

    return every(s.written_under, is_closed)


@promise(
    "19c",
    "A companion's patches are authentic, without a gap unless its primary lets it begin again",
)
def patches_follow_each_other(s: State) -> Truth:
    """Each carries the MACs of its key; each but the first is one version on from another that was
    used, and was written on the very state after it; none is used twice.

    Where a companion begins again there may be a gap. Then its pinned primary sent the patch, which
    it wrote itself if it is honest, and which is of a higher version than all before.
    """

    def follows_on(client: Client, patch: Patch) -> Truth:
        last = s.replayed_on(client, patch)
        used_before = s.patch_key(client, last) != NO_APP_STATE_KEY
        return both(
            s.maced(s.patch_key(client, patch), patch),
            either(
                last == NO_PATCH,
                both(
                    used_before,
                    patch_version(patch) == patch_version(last) + 1,
                    hash_before(patch) == hash_after(last),
                ),
                both(
                    used_before,
                    patch_version(patch) > patch_version(last),
                    was_sent_by_the_primary(client, patch),
                ),
            ),
        )

    def was_sent_by_the_primary(client: Client, patch: Patch) -> Truth:
        pinned = s.patch_pin(client, patch)
        wrote = s.written_under(pinned, patch) == s.patch_key(client, patch)
        return both(s.begun_from(client, patch) == pinned, either(s.corrupt(pinned), wrote))

    return both(
        every(s.patch_key, follows_on),
        every(
            s.patch_key,
            lambda client, one: every(
                s.patch_key.at(client),
                lambda other: implies(patch_version(one) == patch_version(other), one == other),
            ),
        ),
    )
