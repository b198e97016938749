"""Patches follow each other, a new key sets everything again, and nothing is taken on trust."""

import os
from dataclasses import replace

from mdaudit.reference.app_state.described import described_patch
from mdaudit.reference.app_state.kept import APP_STATE, AppState
from mdaudit.reference.app_state.patching import (
    SyncKey,
    rekeying_patch,
    replay,
    setting_patch,
    start_before,
    unread,
)
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.spec.objects.app_state import (
    ActionData,
    KeyId,
    Operation,
    Patch,
    apply_patch,
    derived_keys,
    encode_key_id,
    encode_patch,
    patch_mac,
    seal_mutation,
    snapshot_mac,
)
from mdaudit.spec.objects.app_state.collection import replayed
from mdaudit.spec.sorts import Time

OLD = SyncKey(KeyId(1, 0), derived_keys(b"1" * 32))
NEW = SyncKey(KeyId(2, 0), derived_keys(b"2" * 32))
NAME, MUTED = Setting("name", "Alice"), Setting("mute:15550100002", "on")
NOW = Time(5)


def old_keys(name: bytes) -> SyncKey:
    return {encode_key_id(OLD.id): OLD}[name]


def patched(state: AppState, *settings: Setting) -> AppState:
    """Return the state after these were set, one by one."""
    for setting in settings:
        state = replay(
            state, setting_patch(state, OLD, action_of(setting, NOW), os.urandom), OLD
        ).after
    return state


STATE = patched(AppState(), NAME, MUTED)


def actions(state: AppState) -> list[ActionData]:
    """Return what is in force."""
    return [value.action for value in state.values]


def rekeyed() -> Patch:
    return rekeying_patch(STATE, old_keys, NEW, actions(STATE), os.urandom)


def sealed_with(patch: Patch, state: AppState, key: SyncKey) -> Patch:
    """Return the patch with the codes that a holder of the key makes."""
    lt_hash = replayed(state.collection, patch).lt_hash
    code = snapshot_mac(key.keys, lt_hash, patch.version, "regular")
    vouched = replace(patch, snapshot_mac=code)
    return replace(vouched, patch_mac=patch_mac(key.keys, vouched, "regular"))


def test_settings_add_up() -> None:
    assert list(STATE.settings()) == [MUTED, NAME]
    assert (STATE.version, STATE.key_id) == (2, encode_key_id(OLD.id))
    again = patched(STATE, Setting("name", "Alice B."))
    assert list(again.settings()) == [MUTED, Setting("name", "Alice B.")]
    assert APP_STATE.read(APP_STATE.write(again)) == again


def test_the_bytes_are_those_of_the_specification() -> None:
    patch = setting_patch(STATE, OLD, action_of(NAME, NOW), os.urandom)
    after = apply_patch(STATE.collection, patch, OLD.keys)
    assert after.lt_hash == replay(STATE, patch, OLD).after.lt_hash


def test_a_new_key_changes_no_setting() -> None:
    patch = rekeyed()
    on_it = replay(STATE, patch, NEW)
    assert on_it.is_authentic
    assert list(on_it.after.settings()) == list(STATE.settings())
    assert {value.key_id for value in on_it.after.values} == {encode_key_id(NEW.id)}
    apply_patch(STATE.collection, patch, NEW.keys)


def test_a_new_companion_begins_there() -> None:
    """It has the new key alone, and comes to the same state."""
    patch = rekeyed()
    begun = replay(start_before(patch), patch, NEW)
    assert begun.is_authentic
    assert begun.after == replay(STATE, patch, NEW).after


def test_it_begins_nowhere_else() -> None:
    """A patch that does not set everything does not stand alone."""
    patch = setting_patch(STATE, OLD, action_of(Setting("name", "B"), NOW), os.urandom)
    assert replay(STATE, patch, OLD).is_authentic
    assert not replay(start_before(patch), patch, OLD).is_authentic


def test_a_value_under_another_key_is_not_taken() -> None:
    action = action_of(Setting("name", "B"), NOW)
    under_old = seal_mutation(OLD.keys, OLD.id, Operation.SET, action, start=bytes(16))
    patch = sealed_with(Patch(3, (under_old,), b"", b"", NEW.id), STATE, NEW)
    apply_patch(STATE.collection, patch, NEW.keys)
    assert not replay(STATE, patch, NEW).is_authentic


def test_each_code_counts() -> None:
    patch = setting_patch(STATE, OLD, action_of(NAME, NOW), os.urandom)
    assert replay(STATE, patch, OLD).is_authentic
    assert not replay(STATE, replace(patch, snapshot_mac=bytes(32)), OLD).is_authentic
    assert not replay(STATE, replace(patch, patch_mac=bytes(32)), OLD).is_authentic


def test_a_changed_value_with_its_old_code_is_not_taken() -> None:
    """The codes of the patch cover the codes of the values, and not the values."""
    patch = setting_patch(STATE, OLD, action_of(NAME, NOW), os.urandom)
    (mutation,) = patch.mutations
    changed = bytes([mutation.value[0] ^ 1]) + mutation.value[1:]
    other = replace(patch, mutations=(replace(mutation, value=changed),))
    apply_patch(STATE.collection, other, OLD.keys)
    assert not replay(STATE, other, OLD).is_authentic


def test_unknown_settings_are_carried_along() -> None:
    """Another program of the account may know more."""
    later = ActionData(b'["theme"]', b"", 9)
    patch = setting_patch(STATE, OLD, later, os.urandom)
    after = replay(STATE, patch, OLD).after
    assert list(after.settings()) == list(STATE.settings())
    assert len(after.values) == len(STATE.values) + 1


def test_one_patch_on_two_states_is_two_objects() -> None:
    patch = rekeyed()
    octets = encode_patch(patch)
    continued = described_patch(octets, replay(STATE, patch, NEW))
    begun = described_patch(octets, replay(start_before(patch), patch, NEW))
    assert continued.name != begun.name
    assert continued.hash_after == begun.hash_after
    assert continued.hash_before == STATE.lt_hash.hex()


def test_what_was_not_read_is_removed_by_its_code() -> None:
    """Whoever read it and whoever did not have one state after the next snapshot."""
    secret = setting_patch(STATE, OLD, action_of(Setting("name", "A."), NOW), os.urandom)
    read, passed_over = replay(STATE, secret, OLD).after, unread(STATE, secret)
    assert passed_over.lt_hash == read.lt_hash
    assert list(passed_over.settings()) == []
    snapshot = rekeying_patch(passed_over, old_keys, NEW, actions(STATE), os.urandom)
    for state in (read, passed_over, start_before(snapshot)):
        made = replay(state, snapshot, NEW)
        assert made.is_authentic
        assert list(made.after.settings()) == [MUTED, NAME]
