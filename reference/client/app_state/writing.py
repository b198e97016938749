"""App state is written while the server is asked.

Step, new state and the request are one transaction: where the server has another patch of that
number, nothing has happened, and the other one is replayed first. Where the process ends after the
server took a patch, the patch is fetched and replayed like anybody's.

**What a primary refuses is overruled.** A companion may write, under the key of then, right before
its primary removes another one. The primary does not use that key any more (REV-3), while other
companions have taken the patch. So it sets what it has again, under a new key, on top of the patch:
companions that took it go on, and the change that it made is gone. A patch that no holder of a key
made is not overruled, since no companion took it either: then the server has to show another one.
"""

from __future__ import annotations

import os
from typing import Final

from mdaudit.reference.app_state.described import described_patch
from mdaudit.reference.app_state.kept import APP_STATE, AppState
from mdaudit.reference.app_state.owner import AppStateOwner
from mdaudit.reference.app_state.patching import (
    SyncKey,
    rekeying_patch,
    replay,
    setting_patch,
    unread,
)
from mdaudit.reference.app_state.replica import AppStateReplica
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.reference.client.app_state.keys import (
    KeptKey,
    kept_key,
    kept_keys,
    make_key_if_due,
    newest_key,
)
from mdaudit.reference.client.app_state.replaying import (
    app_state_of,
    catch_up_app_state,
    catch_up_or_tell,
)
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.own.channel import linked_companions
from mdaudit.reference.client.remote import Remote, ServerError, ServerRefused
from mdaudit.reference.protocol.app_state import StoredPatch
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    Patch,
    decode_patch,
    encode_key_id,
    encode_patch,
    key_in_use,
)
from mdaudit.spec.objects.unauthentic import Unauthentic

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


class SettingsStoppedError(ServerError):
    """The server shows a patch that no holder of a key made, and nothing comes after it."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(f"settings stop at what the server shows: {problem}")


def change_setting(device: Device, remote: Remote, setting: Setting) -> None:
    """Set something for all devices of the account; the server has it when this returns.

    Raises:
        UnknownSettingError: there is no such setting, or it has no such value.
        NoAppStateKeyError: this device was given no key yet.
        ServerError: the server could not be asked, or had another patch each time.
        Refused: the key is due for replacement (SYNC-3), or as for `catch_up_app_state`.
    """
    for _ in range(ATTEMPTS):
        if device.is_primary:
            with device.transaction():
                make_key_if_due(device)
            catch_up_or_overrule(device, remote)
            set_again_if_due(device, remote)
        else:
            catch_up_app_state(device, remote)
        state, key = app_state_of(device), _key_to_write_under(device)
        action = action_of(setting, device.clock())
        if write(device, remote, key, state, setting_patch(state, key.sync, action, os.urandom)):
            return
    raise OvertakenError


def set_again_if_due(device: Device, remote: Remote) -> None:
    """Set all values again under the newest key of this primary, if they are under an older one.

    Raises:
        ServerError: the server could not be asked, or had another patch each time.
    """
    for _ in range(ATTEMPTS):
        newest, state = newest_key(device), app_state_of(device)
        if newest is None or state.key_id in {b"", encode_key_id(newest.sync.id)}:
            return
        if _set_again(device, remote, newest, state) is not None:
            return
        catch_up_or_overrule(device, remote)
    raise OvertakenError


def set_everything_again(device: Device, remote: Remote) -> bytes:
    """Write a patch that removes all and sets all again under the newest key; returns its bytes.

    Raises:
        SettingsStoppedError: the server shows what no holder of a key made.
        ServerError: the server could not be asked, or had another patch each time.
        NoAppStateKeyError: this primary made no key yet.
    """
    for _ in range(ATTEMPTS):
        catch_up_or_overrule(device, remote)
        newest = newest_key(device)
        if newest is None:
            raise NoAppStateKeyError
        octets = _set_again(device, remote, newest, app_state_of(device))
        if octets is not None:
            return octets
    raise OvertakenError


def catch_up_or_overrule(device: Device, remote: Remote) -> None:
    """Replay what the server has; on top of what this primary refuses, set everything again.

    Raises:
        SettingsStoppedError: the server shows what no holder of a key made.
        ServerError: the server could not be asked.
    """
    catch_up_or_tell(device, remote)
    newest = newest_key(device)
    refused = remote.patches(app_state_of(device).version).patches
    if refused and newest is not None:
        try:
            there = _after(device, [decode_patch(one.patch) for one in refused])
        except (Unauthentic, Malformed) as problem:
            raise SettingsStoppedError(problem) from None
        _set_again(device, remote, newest, there)


def write(device: Device, remote: Remote, key: KeptKey, before: AppState, patch: Patch) -> bool:
    """Write a patch on a state; False if the server has another one of that number.

    Raises:
        ServerError: the server could not be asked; nothing has happened.
        Refused: the key is due for replacement (REV-3, SYNC-3).
    """
    octets = encode_patch(patch)
    try:
        with device.transaction():
            _write(device, key, before, patch, octets)
            remote.write_patch(StoredPatch(patch.version, octets))
    except ServerRefused as refusal:
        if refusal.status != CONFLICT:
            raise
        return False
    return True


def _write(device: Device, key: KeptKey, before: AppState, patch: Patch, octets: bytes) -> None:
    made = replay(before, patch, key.sync)
    described, clock = described_patch(octets, made), device.clock()
    if device.is_primary:
        AppStateOwner(device.account, device.party).write(described, octets, clock)
    else:
        replica = AppStateReplica(device.name, device.party)
        replica.write(key.described, described, octets, clock)
    device.store.put("app-state", APP_STATE.write(made.after))


def _set_again(device: Device, remote: Remote, newest: KeptKey, there: AppState) -> bytes | None:
    """Put what this primary has in the place of all that is there, under its newest key.

    Returns the patch; None if the server has another one of its number.
    """
    actions = [value.action for value in app_state_of(device).values]
    patch = rekeying_patch(
        there, lambda name: _sync_key(device, name), newest.sync, actions, os.urandom
    )
    return encode_patch(patch) if write(device, remote, newest, there, patch) else None


def _after(device: Device, refused: list[Patch]) -> AppState:
    """The state after patches that this primary does not take, as whoever took them has it.

    For a primary that begins another life with keys of the past, nobody did: it passes over.

    Raises:
        Unauthentic: no holder of a key made one of them.
    """
    state = app_state_of(device)
    for patch in refused:
        key = kept_key(device, encode_key_id(patch.key_id))
        if key is None and not linked_companions(device):
            state = unread(state, patch)
        elif key is None or not (made := replay(state, patch, key.sync)).is_authentic:
            raise Unauthentic(f"patch {patch.version}", "what a holder of a key made", "another")
        else:
            state = made.after
    return state


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
