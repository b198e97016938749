"""Patches: how app state goes on.

* **SYNC-2** A patch is taken if its patch and snapshot MACs verify under its key, its version is
  one above the client's, and replaying it gives the state that its writer had: it continues exactly
  the state that the client has. The first thing that a client takes is a snapshot, of any version.
  To begin again, it takes a snapshot that its primary sends (SYNC-1), of a version above its own.

Which snapshot a client is shown first is up to the server; from then on nothing can be left out,
repeated or put in between. The bytes (index and value MACs, the hash of a set of mutations) are not
modelled: a state is what the hash stands for. The primary judges keys by its own state (REV-3); of
the primary only what it writes is modelled, not what it replays.

**Beginning again.** A companion that refused a patch goes on only if it is shown another one, and
one that was never given the key of a patch not even then. Open clients ask their primary for a
fresh snapshot in such a case, and drop what they had. Nothing is known of what they check then; it
is inferred here: the primary itself sends it, over its session, and it is newer. So a snapshot that
the server kept back brings no old settings back, and no other device makes the client begin again.
While the server shows somebody higher versions than the primary's, that client has to wait.
"""

from __future__ import annotations

from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import both, either, every, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.revocation.rotation import made_for_the_linked
from mdaudit.spec.sorts import PRIMARY, Account, Client, IdentityKey, Index, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import (
    NO_APP_STATE_KEY,
    NO_PATCH,
    AppStateKey,
    Patch,
    hash_after,
    hash_before,
    patch_version,
)
from mdaudit.spec.state.signed import Certificate, certificate_index, certificate_key
from mdaudit.spec.state.system import replace
from mdaudit.spec.sync.channel import own_data
from mdaudit.spec.sync.keys import made_for_the_listed


@rule(
    "SYNC-2",
    "A patch is authenticated, and continues the client's state or is a newer one of its primary",
    source="open clients: versions count by one, two MACs, the hash of the replayed state, a "
    "snapshot of the primary after an error; that it is newer is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="a patch under {app_state_key} that continues {last}, or a newer one to begin again",
    got="{patch}",
)
def continues_the_state(
    s: State, app_state_key: AppStateKey, last: Patch, patch: Patch, again: Truth
) -> Truth:
    """Otherwise the server could leave out a deletion, or bring back old settings."""
    return both(s.maced(app_state_key, patch), goes_on(last, patch, again))


def goes_on(last: Patch, patch: Patch, again: Truth) -> Truth:
    """The patch follows the last one; or the primary sent it to begin again, and it is newer."""
    return either(
        follows(last, patch),
        both(again, patch_version(patch) > patch_version(last)),
    )


def follows(last: Patch, patch: Patch) -> Truth:
    """The patch is the first one, or is written on the state after the last one, one version on."""
    return either(
        last == NO_PATCH,
        both(
            patch_version(patch) == patch_version(last) + 1,
            hash_before(patch) == hash_after(last),
        ),
    )


@variant(continues_the_state, "macs-are-not-checked")
def counts_on(
    s: State, app_state_key: AppStateKey, last: Patch, patch: Patch, again: Truth
) -> Truth:
    """Versions are counted, and nothing is verified."""
    return goes_on(last, patch, again)


@step(Actor.PRIMARY, "The primary of {account} writes {patch} under its app-state key.")
def write_patch(s: State, account: Account, patch: Patch) -> State:
    """The primary changes app state under its newest key; after a removal it needs a newer one."""
    primary = s.primary_of(account)
    newest = s.app_state_key_of(primary)
    assume(both(newest != NO_APP_STATE_KEY, patch != NO_PATCH), "there are a key and a patch")
    assume(negate(s.corrupt(primary)), "the primary is honest")
    assume(s.written_under(primary, patch) == NO_APP_STATE_KEY, "the patch is new")
    require(made_for_the_linked, s, primary, newest)
    return replace(
        s,
        maced=s.maced.but(newest, patch, becomes=True),
        written_under=s.written_under.but(primary, patch, becomes=newest),
        written_at=s.written_at.but(primary, patch, becomes=s.now),
    )


@step(Actor.CLIENT, "{client} replays {patch} under {app_state_key}.")
def replay_patch(
    s: State, client: Client, app_state_key: AppStateKey, patch: Patch, clock: Time
) -> State:
    """The server shows a companion a patch of its choice."""
    return used(s, client, app_state_key, patch, clock, again=False)


@step(Actor.CLIENT, "{client} writes {patch} under {app_state_key}.")
def write_patch_as_companion(
    s: State, client: Client, app_state_key: AppStateKey, patch: Patch, clock: Time
) -> State:
    """A companion changes app state: it judges the key as it would for somebody else's patch."""
    maced = replace(s, maced=s.maced.but(app_state_key, patch, becomes=True))
    return used(maced, client, app_state_key, patch, clock, again=False)


@step(
    Actor.CLIENT,
    "{client} begins app state again from {patch} under {app_state_key}, which it got from device "
    "{index} of {account}.",
)
def begin_app_state_again(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    app_state_key: AppStateKey,
    patch: Patch,
    clock: Time,
) -> State:
    """A companion drops what it has of app state, for a snapshot that its primary made."""
    taken = own_data(s, client, account, index, key, clock, primary_only=True)
    is_its_own = s.written_under(key, patch) == app_state_key
    assume(either(s.corrupt(key), is_its_own), "an honest primary sends what it wrote")
    begun = replace(taken, begun_from=s.begun_from.but(client, patch, becomes=key))
    return used(begun, client, app_state_key, patch, clock, again=True)


def used(
    s: State,
    client: Client,
    app_state_key: AppStateKey,
    patch: Patch,
    clock: Time,
    *,
    again: Truth,
) -> State:
    """The companion's app state is the one after the patch; what it was based on is recorded."""
    account, index = s.own_account(client), s.own_index(client)
    held, last = s.held(client, account), s.last_patch(client)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(index > PRIMARY, "the client is a companion")
    assume(s.has_app_state_key(client, app_state_key), "the client has the key")
    assume(both(app_state_key != NO_APP_STATE_KEY, patch != NO_PATCH), "there are both")
    require(list_is_usable, s, client, account, index, clock)
    require(made_for_the_listed, s, client, held, app_state_key)
    require(continues_the_state, s, app_state_key, last, patch, again)
    return replace(
        s,
        last_patch=s.last_patch.but(client, becomes=patch),
        patch_key=s.patch_key.but(client, patch, becomes=app_state_key),
        patch_pin=s.patch_pin.but(client, patch, becomes=s.pin(client, account)),
        patch_list=s.patch_list.but(client, patch, becomes=held),
        replayed_on=s.replayed_on.but(client, patch, becomes=last),
    )


@step(Actor.ADVERSARY, "The adversary writes {patch} under {app_state_key}.")
def forge_patch(
    s: State,
    account: Account,
    certificate: Certificate,
    app_state_key: AppStateKey,
    patch: Patch,
) -> State:
    """Any patch, under a key of its own, or one that a corrupt device of the account was given."""
    primary = s.primary_of(account)
    its_own = every(s.given.at(app_state_key), lambda _primary, _index: False)
    came_by = both(
        s.certified(primary, certificate),
        s.corrupt(certificate_key(certificate)),
        s.given(app_state_key, primary, certificate_index(certificate)),
    )
    assume(either(its_own, came_by), "the adversary has the key")
    assume(patch != NO_PATCH, "there is a patch")
    return replace(s, maced=s.maced.but(app_state_key, patch, becomes=True))
