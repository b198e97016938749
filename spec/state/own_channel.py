"""What devices of one account tell each other: history, app-state keys, app state."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    Account,
    Client,
    IdentityKey,
    Index,
    Time,
    Truth,
)
from mdaudit.spec.state.app_state import NO_APP_STATE_KEY, NO_PATCH, AppStateKey, Patch
from mdaudit.spec.state.signed import NO_CERTIFICATE, NO_LIST, Certificate, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class OwnChannel(System):
    """The own-account channel and app state."""

    app_state_key_of: Function[IdentityKey, AppStateKey] = default(NO_APP_STATE_KEY)
    """The newest app-state key that the primary made."""
    given: Function[AppStateKey, IdentityKey, Index, Truth] = default(value=False)
    """The primary gave the key to this device."""
    has_app_state_key: Function[Client, AppStateKey, Truth] = default(value=False)
    """Keys that the client got over the own-account channel."""
    maced: Function[AppStateKey, Patch, Truth] = default(value=False)
    """The patch carries valid patch and snapshot MACs of the key."""
    last_patch: Function[Client, Patch] = default(NO_PATCH)
    """The last patch that the client replayed: its version and its state are the client's."""
    written_under: Function[IdentityKey, Patch, AppStateKey] = default(NO_APP_STATE_KEY)
    """The key under which the primary wrote the patch."""

    own_data_at: Function[Client, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: when the client last took own-account data from the device, in true time."""
    own_data_pin: Function[Client, Account, Index, IdentityKey, IdentityKey] = ghost(NO_KEY)
    """Ghost: the client's pin for the account at that moment."""
    own_data_list: Function[Client, Account, Index, IdentityKey, SignedList] = ghost(NO_LIST)
    """Ghost: the list that the client held at that moment."""
    own_data_evidence: Function[Client, Account, Index, IdentityKey, Certificate] = ghost(
        NO_CERTIFICATE
    )
    """Ghost: the certificate by which the client knew the device."""
    history_from: Function[Client, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: the client took a history bundle from the device."""

    patch_key: Function[Client, Patch, AppStateKey] = ghost(NO_APP_STATE_KEY)
    """Ghost: the key under which the client wrote or replayed the patch."""
    patch_pin: Function[Client, Patch, IdentityKey] = ghost(NO_KEY)
    """Ghost: the client's pin for its own account at that moment."""
    patch_list: Function[Client, Patch, SignedList] = ghost(NO_LIST)
    """Ghost: the own list that the client held at that moment."""
    replayed_on: Function[Client, Patch, Patch] = ghost(NO_PATCH)
    """Ghost: the last patch before it."""
    begun_from: Function[Client, Patch, IdentityKey] = ghost(NO_KEY)
    """Ghost: the device that sent the client the patch to begin again from."""
    written_at: Function[IdentityKey, Patch, Time] = ghost(NEVER)
    """Ghost: when, in true time."""
