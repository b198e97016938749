"""What was made for a removed device is not used any more.

* **REV-3** With a removal, the keys that the device was given are due for replacement: the primary
  uses an app-state key only while every companion that the key was made for is linked, and gives
  it to no other.

That a key is due is not a mark that could get lost in a crash: it is read off the key and the
linked companions each time. Sender keys of groups are judged alike, by their own rules. That
sessions are dropped (`end_session`) is tidiness: FAN-1 and DEV-3 leave a removed device out whether
or not there is a session with it.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every
from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import AppStateKey, key_life, made_for


@rule(
    "REV-3",
    "The primary uses an app-state key only while all companions that it was made for are linked",
    source="white paper, removal: app-state keys are replaced whenever a device is removed",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.YES,
    blame=Blame.PRIMARY_KEY,
    expected="a key made for companions that are all linked",
    got="{app_state_key}",
)
def made_for_the_linked(s: State, primary: IdentityKey, app_state_key: AppStateKey) -> Truth:
    """A removed device would read and write what its account keeps to itself."""
    life = s.life_of(primary)
    return both(
        key_life(app_state_key) == life,
        every(
            made_for.at(app_state_key),
            lambda index: either(index == PRIMARY, s.linked(primary, life, index)),
        ),
    )
