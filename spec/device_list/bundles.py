"""What a session starts from: a pre-key bundle.

* **BND-1** The signed pre key of a bundle is signed by the device's identity key.

The rest of the bundle is judged by the section on devices: who the identity key belongs to.
"""

from __future__ import annotations

from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import IdentityKey, Truth


@rule(
    "BND-1",
    "The signed pre key of a bundle is signed by the device's identity key",
    source="white paper, session setup: a signature over 05 and the pre key",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.SERVER,
    expected="a signed pre key of the device {key}",
    got="one that it did not sign",
    dropping="the server picks the pre key, and reads the first messages",
    needless="In the model a session belongs to its device by assumption. In a client this rule is "
    "what the assumption rests on.",
)
def pre_key_is_signed(key: IdentityKey, is_signed: Truth) -> Truth:
    """Without it the server could answer the key agreement in the device's place."""
    return is_signed
