"""App state on a device: patches are fetched, replayed and written, each as the steps allow.

**A patch is written while the server is asked.** Step, new state and the request are one
transaction: where the server has another patch of that number, nothing has happened, and the other
one is replayed first. Where the process ends after the server took a patch, the patch is fetched
and replayed like anybody's.

A companion judges each patch by the step `replay_patch`. For a primary, which made the keys, the
specification has no such step: it judges the key by REV-3, and the bytes by `apply_patch`.
"""

from __future__ import annotations

import os
from typing import Final

from mdaudit.reference.app_state.described import described_patch
from mdaudit.reference.app_state.kept import APP_STATE, AppState
from mdaudit.reference.app_state.owner import AppStateOwner
from mdaudit.reference.app_state.patching import (
    Replay,
    SyncKey,
    rekeying_patch,
    replay,
    setting_patch,
    start_before,
)
from mdaudit.reference.app_state.replica import AppStateReplica
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.reference.client.app_state_keys import (
    WANTED,
    KeptKey,
    kept_key,
    kept_keys,
    make_key_if_due,
    newest_key,
)
from mdaudit.reference.client.conversation import tell, tell_refusal
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.remote import Remote, ServerError, ServerRefused
from mdaudit.reference.protocol.app_state import StoredPatch
from mdaudit.reference.protocol.notice import PatchWritten
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    Patch,
    apply_patch,
    decode_patch,
    encode_key_id,
    encode_patch,
    key_in_use,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import NotPossible, Refused, require
from mdaudit.spec.revocation.rotation import made_for_the_linked

ATTEMPTS: Final = 5
"""How often a patch is written anew because the server had another one of its number."""

CONFLICT: Final = 409


class NoAppStateKeyError(Exception):
    """This device has no key for app state yet."""

    def __init__(self) -> None:
        super().__init__("expected a key for app state, got none; the primary has to be online")


class OvertakenError(ServerError):
    """Another device was faster, or the server says so, as often as this one tried."""

    def __init__(self) -> None:
        super().__init__(f"the server had another change of settings {ATTEMPTS} times; try again")


def app_state_of(device: Device) -> AppState:
    """The app state as this device has it."""
    stored = device.store.get("app-state")
    return AppState() if stored is None else APP_STATE.read(stored)


def catch_up_app_state(device: Device, remote: Remote) -> None:
    """Replay what the server has, as far as this device has the keys.

    Raises:
        ServerError: the server could not be asked.
        Refused: a patch was refused (SYNC-2, SYNC-3, REV-3); what came before it stands.
        Malformed, Unauthentic, NotPossible: a patch cannot be used.
    """
    for stored in remote.patches(app_state_of(device).version).patches:
        patch = decode_patch(stored.patch)
        key = kept_key(device, encode_key_id(patch.key_id))
        if key is not None:
            with device.transaction():
                _replay(device, key, patch, stored.patch)
        elif app_state_of(device).key_id:
            return  # the key is on its way, or this device is not to have it


def hear_of_patch(device: Device, remote: Remote, _notice: PatchWritten) -> None:
    """App state is said to have a newer version.

    Raises:
        ServerError: the server could not be asked.
    """
    catch_up_or_tell(device, remote)


def catch_up_or_tell(device: Device, remote: Remote) -> None:
    """Replay what the server has; what is refused is told.

    Raises:
        ServerError: the server could not be asked.
    """
    try:
        catch_up_app_state(device, remote)
    except Refused as refused:
        with device.transaction():
            tell_refusal(device, device.account, "a change of settings was refused", refused)
    except (NotPossible, Malformed, Unauthentic) as problem:
        with device.transaction():
            tell(device, device.account, f"a change of settings could not be used: {problem}")


def catch_up_if_wanted(device: Device, remote: Remote) -> None:
    """Replay what could not be read before a key came.

    Raises:
        ServerError: the server could not be asked; the wish stays.
    """
    if device.store.get(WANTED) is not None:
        catch_up_or_tell(device, remote)
        with device.transaction():
            device.store.drop(WANTED)


def change_setting(device: Device, remote: Remote, setting: Setting) -> None:
    """Set something for all devices of the account; the server has it when this returns.

    Raises:
        UnknownSettingError: there is no such setting, or it has no such value.
        NoAppStateKeyError: this device was given no key yet.
        ServerError: the server could not be asked, or had another patch each time.
        Refused: the key is due for replacement (REV-3, SYNC-3), or as for `catch_up_app_state`.
    """
    if device.is_primary:
        with device.transaction():
            make_key_if_due(device)
    for _ in range(ATTEMPTS):
        catch_up_app_state(device, remote)
        set_again_if_due(device, remote)
        state, key = app_state_of(device), _key_to_write_under(device)
        action = action_of(setting, device.clock())
        if write(device, remote, key, setting_patch(state, key.sync, action, os.urandom)):
            return
    raise OvertakenError


def set_again_if_due(device: Device, remote: Remote) -> None:
    """Set all values again under the newest key of this primary, if they are under an older one.

    A companion has nothing to set again.

    Raises:
        ServerError: the server could not be asked, or had another patch each time.
    """
    for _ in range(ATTEMPTS):
        newest, state = newest_key(device), app_state_of(device)
        if newest is None or state.key_id in {b"", encode_key_id(newest.sync.id)}:
            return
        patch = rekeying_patch(state, lambda name: _sync_key(device, name), newest.sync, os.urandom)
        if not write(device, remote, newest, patch):
            catch_up_or_tell(device, remote)
    raise OvertakenError


def write(device: Device, remote: Remote, key: KeptKey, patch: Patch) -> bool:
    """Write a patch on the present state; False if the server has another one of that number.

    Raises:
        ServerError: the server could not be asked; nothing has happened.
        Refused: the key is due for replacement (REV-3, SYNC-3).
    """
    octets = encode_patch(patch)
    try:
        with device.transaction():
            _write(device, key, patch, octets)
            remote.write_patch(StoredPatch(patch.version, octets))
    except ServerRefused as refusal:
        if refusal.status != CONFLICT:
            raise
        return False
    return True


def _write(device: Device, key: KeptKey, patch: Patch, octets: bytes) -> None:
    made = replay(app_state_of(device), patch, key.sync)
    described, clock = described_patch(octets, made), device.clock()
    if device.is_primary:
        AppStateOwner(device.account, device.party).write(described, octets, clock)
    else:
        replica = AppStateReplica(device.name, device.party)
        replica.write(key.described, described, octets, clock)
    device.store.put("app-state", APP_STATE.write(made.after))


def _replay(device: Device, key: KeptKey, patch: Patch, octets: bytes) -> None:
    """Go on by one patch. In a transaction."""
    known = app_state_of(device)
    made = replay(known if known.key_id else start_before(patch), patch, key.sync)
    if device.is_primary:
        _judge_as_primary(device, key, patch, made)
    else:
        replica, described = (
            AppStateReplica(device.name, device.party),
            described_patch(octets, made),
        )
        clock, holds = device.clock(), made.is_authentic
        replica.replay(key.described, described, octets, clock, is_authentic=holds)
    device.store.put("app-state", APP_STATE.write(made.after))


def _judge_as_primary(device: Device, key: KeptKey, patch: Patch, made: Replay) -> None:
    """Ask what the step asks of a companion.

    Raises:
        Refused: a companion that the key was made for is not linked any more (REV-3).
        Unauthentic: the patch does not continue the state, or a code does not hold.
    """
    require(made_for_the_linked, device.party.state, device.keys.public, key.described)
    apply_patch(made.before.collection, patch, key.sync.keys)
    if not made.is_authentic:
        raise Unauthentic("values of the patch", "what holders of its key encrypted", "others")


def _sync_key(device: Device, name: bytes) -> SyncKey:
    key = kept_key(device, name)
    if key is None:
        raise LookupError(f"expected the key {name.hex()}, got none")
    return key.sync


def _key_to_write_under(device: Device) -> KeptKey:
    """The key of the last patch; before the first one, the newest that this device has."""
    keys = {encode_key_id(key.sync.id): key for key in kept_keys(device)}
    of_last = keys.get(app_state_of(device).key_id)
    if of_last is not None:
        return of_last
    if not keys:
        raise NoAppStateKeyError
    return keys[encode_key_id(key_in_use([key.sync.id for key in keys.values()]))]
