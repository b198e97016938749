"""App state on a device: patches are fetched and replayed, each as the steps allow.

A companion judges each patch by the step `replay_patch`. For a primary, which made the keys, the
specification has no such step: it judges the key by REV-3, and the bytes by `apply_patch`.

A companion that refused a patch goes on only if the server shows another one of that number, and so
does one that was passed over: it was not given the key of a patch, and has a newer one. Both ask
their primary for all settings anew: `mdaudit.reference.client.app_state.again`. What a primary does
that refused a patch is in `mdaudit.reference.client.app_state.writing`.
"""

from __future__ import annotations

from typing import Final

from mdaudit.reference.app_state.described import described_patch
from mdaudit.reference.app_state.kept import APP_STATE, AppState
from mdaudit.reference.app_state.patching import Replay, replay, start_before
from mdaudit.reference.app_state.replica import AppStateReplica
from mdaudit.reference.client.app_state.again import want_all_again
from mdaudit.reference.client.app_state.keys import WANTED, KeptKey, kept_key, kept_keys
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.notice import PatchWritten
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import Patch, apply_patch, decode_patch, encode_key_id
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import NotPossible, Refused, require
from mdaudit.spec.revocation.rotation import made_for_the_linked

REFUSED: Final = "a change of settings was refused"
"""How a primary tells of it; it will set its own settings again."""

STOPPED: Final = "settings stay as they are here until the primary was asked for all of them"
"""What a companion tells besides."""


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
    shown = remote.patches(app_state_of(device).version).patches
    try:
        for stored in shown:
            if not _goes_on(device, stored.patch):
                return
    except (Refused, NotPossible, Malformed, Unauthentic) as problem:
        if not device.is_primary and not _is_too_early(problem):
            with device.transaction():
                want_all_again(device)
        raise


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
            tell_refusal(device, device.account, REFUSED, refused)
            if not device.is_primary:
                tell(device, device.account, STOPPED)
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


def _goes_on(device: Device, octets: bytes) -> bool:
    """Go on by one patch; before the first one, pass over those that this device has no key for.

    Returns whether to look at the next one: the key may be on its way.
    """
    patch = decode_patch(octets)
    key = kept_key(device, encode_key_id(patch.key_id))
    if key is None:
        has_begun = bool(app_state_of(device).key_id)
        if has_begun and _is_passed_over(device, patch):
            with device.transaction():
                want_all_again(device)
        return not has_begun
    with device.transaction():
        _replay(device, key, patch, octets)
    return True


def _is_passed_over(device: Device, patch: Patch) -> bool:
    """Whether this companion was given a later key than that of the patch, which will not come."""
    newest = max((key.sync.id.epoch for key in kept_keys(device)), default=0)
    return not device.is_primary and newest > patch.key_id.epoch


def _is_too_early(problem: Exception) -> bool:
    """Whether nothing is wrong with a patch, but the own list is expired (FAN-2)."""
    return isinstance(problem, Refused) and problem.rule is list_is_usable


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
