"""Patches as the steps know them."""

from __future__ import annotations

from hashlib import sha256

from mdaudit.reference.app_state.patching import Replay
from mdaudit.spec.sorts import Digest, Version
from mdaudit.spec.state.app_state import Patch


def described_patch(octets: bytes, replay: Replay) -> Patch:
    """The patch that these bytes are, replayed on this state.

    A patch does not name the state that it was written on: its code holds for one state alone. So
    its name is a hash of both, and the same bytes on another state are another object.
    """
    before, after = replay.before.lt_hash, replay.after.lt_hash
    name = f"patch sha256:{sha256(before + octets).hexdigest()}"
    version = Version(replay.after.version)
    return Patch(name, version, Digest(before.hex()), Digest(after.hex()))
