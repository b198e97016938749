"""Which devices a client believes in.

A bundle, a retry or a first message presents a device: an index, an identity key and, if the server
passes it on, the evidence. The client checks the same rules every time.

* **DEV-0** Nobody but the pinned key is device 0, which needs no certificate; a companion's index
  is 1 or more.
* **DEV-1** The account signature verifies under the pinned key, for this life, index and key.
* **DEV-2** The device signature verifies under the device's own key and names the pinned key.
* **DEV-3** On receipt, a companion is admitted if the held, unexpired list names its index. The
  message of a device that is newer than the list may be parked: kept, not shown, and its
  certificate's time taken as a hint. Any other is refused.
* **DEV-4** Missing evidence is refusal, also for a retry.
* **DEV-5** A key that comes along with the evidence is compared with the pin, never trusted.
* **DEV-7** In one life an index has one key and a key has one index.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import type_agrees
from mdaudit.spec.device_list.hints import hear, hint_counts
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_CERTIFICATE,
    Certificate,
    certificate_index,
    certificate_is_hosted,
    certificate_key,
    certificate_life,
    certificate_time,
    list_time,
    lists,
)
from mdaudit.spec.state.system import replace


@rule(
    "DEV-0",
    "Nobody but the pinned key is device 0: a companion's index is 1 or more",
    source="inferred: open clients and analyses give the primary index 0; absent counts as 0",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.SERVER,
    expected="index 1 or more for a companion",
    got="index {index}",
)
def companion_index(index: Index) -> Truth:
    """Nobody but the pinned key may stand at the primary's place."""
    return index > PRIMARY


@rule(
    "DEV-1",
    "The account signature verifies under the pinned key, for this life, index and key",
    source="white paper, session setup: Asignature with Iprimary; rawId is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="a certificate for index {index} and this key, signed by the pinned primary",
    got="{shown}",
)
def certified_by_the_pin(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    shown: Certificate,
    embedded: IdentityKey,  # compared by DEV-5
) -> Truth:
    """The owner's half of the consent. Evidence that is not there is judged by DEV-4."""
    return implies(
        shown != NO_CERTIFICATE,
        both(
            s.certified(s.pin(client, account), shown),
            _is_about(s, client, account, index, key, shown),
        ),
    )


def _is_about(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey, shown: Certificate
) -> Truth:
    return both(
        certificate_life(shown) == s.pinned_life(client, account),
        certificate_index(shown) == index,
        certificate_key(shown) == key,
    )


@variant(certified_by_the_pin, "trusts-the-embedded-key")
def certified_by_whoever_says_so(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    shown: Certificate,
    embedded: IdentityKey,
) -> Truth:
    """The account signature is verified under the key that comes along, not under the pin."""
    return implies(
        shown != NO_CERTIFICATE,
        both(s.certified(embedded, shown), _is_about(s, client, account, index, key, shown)),
    )


@rule(
    "DEV-2",
    "The device signature verifies under the device's own key and names the pinned key",
    source="white paper, session setup: Dsignature with Icompanion",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="a device signature that names the pinned primary",
    got="{shown} without it",
)
def consented_to_the_pin(s: State, client: Client, account: Account, shown: Certificate) -> Truth:
    """The companion's half of the consent: an owner cannot claim somebody else's device."""
    return implies(shown != NO_CERTIFICATE, s.device_signed(shown, s.pin(client, account)))


@rule(
    "DEV-3",
    "On receipt a companion is admitted if the held, unexpired list names its index",
    source="inferred: the deployed reading is only known through open clients",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="index {index} valid in the held list, unexpired at {clock}",
    got="a list that does not name it, or is expired or missing",
)
def named_by_the_held_list(
    s: State, client: Client, account: Account, index: Index, clock: Time
) -> Truth:
    """A removed companion's messages stop being shown, whatever it still can sign."""
    return either(
        index == PRIMARY,
        both(
            lists(s.held(client, account), index),
            holds(list_is_usable, s, client, account, index, clock),
        ),
    )


@rule(
    "DEV-4",
    "Missing evidence is refusal",
    source="white paper, session setup: no session if any check fails; missing is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.SERVER,
    expected="a certificate with both signatures",
    got="no certificate",
    dropping="the checks are skipped when the server leaves the evidence out",
)
def evidence_is_there(shown: Certificate) -> Truth:
    """If evidence were optional, the server would leave it out."""
    return shown != NO_CERTIFICATE


@rule(
    "DEV-5",
    "A key that comes along is compared with the pin, never trusted",
    source="inferred: contacts' companions normally come without one",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="no account key along with the evidence, or the pinned one {pinned}",
    got="{embedded}",
    needless="DEV-1 verifies under the pin whatever comes along. A client that verifies under the "
    "key that comes along depends on DEV-5 alone.",
)
def embedded_key_is_the_pin(pinned: IdentityKey, embedded: IdentityKey) -> Truth:
    """A bundle that brings its own authority proves nothing."""
    return either(embedded == NO_KEY, embedded == pinned)


@rule(
    "DEV-7",
    "In one life an index has one key, and a key one index",
    source="inferred: indexes are never reused",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.PRIMARY_KEY,
    expected="the one key already accepted for index {index}, at no other index",
    got="the key {key}",
)
def one_key_one_index(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """Two identities for one index are proof that the owner's key signed two things."""
    known = s.key_at(client, account, index)
    return both(
        either(known == NO_KEY, known == key),
        every(
            s.knows.at(client, account),
            lambda other, other_key: implies(other_key == key, other == index),
        ),
    )


@step(
    Actor.SERVER,
    "The server shows {client} device {index} of {account} with the key {key} and {shown}.",
)
def accept_device(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    shown: Certificate,
    embedded: IdentityKey,
) -> State:
    """A bundle, a retry or a first message presents a companion; the client opens a session."""
    pinned = s.pin(client, account)
    assume(both(pinned != NO_KEY, key != NO_KEY), "a primary is pinned and a key is shown")
    require(companion_index, index)
    require(evidence_is_there, shown)
    require(embedded_key_is_the_pin, pinned, embedded)
    require(certified_by_the_pin, s, client, account, index, key, shown, embedded)
    require(consented_to_the_pin, s, client, account, shown)
    require(type_agrees, s.pinned_hosted(client, account), certificate_is_hosted(shown))
    require(one_key_one_index, s, client, account, index, key)
    return replace(
        s,
        knows=s.knows.but(client, account, index, key, becomes=True),
        evidence=s.evidence.but(client, account, index, key, becomes=shown),
        key_at=s.key_at.but(client, account, index, becomes=key),
    )


@step(Actor.CLIENT, "{client} admits a message from device {index} of {account}.")
def admit(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey, clock: Time
) -> State:
    """A message arrives over a session; the client shows it if the device is listed now."""
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(s.knows(client, account, index, key), "the message came over a session")
    require(named_by_the_held_list, s, client, account, index, clock)
    return replace(
        s,
        admitted=s.admitted.but(client, account, index, key, becomes=s.held(client, account)),
        admitted_at=s.admitted_at.but(client, account, index, key, becomes=s.now),
    )


@step(
    Actor.CLIENT,
    "{client} parks a message from the newer device {index} of {account}.",
)
def park(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey, clock: Time
) -> State:
    """The device is newer than the list: its message waits, its certificate's time is a hint."""
    shown = s.evidence(client, account, index, key)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(s.knows(client, account, index, key), "the message came over a session")
    assume(index > s.mark(client, account), "the index is above the client's mark")
    newer = certificate_time(shown) > list_time(s.held(client, account))
    assume(newer, "the certificate is newer than the held list")
    require(hint_counts, True, certificate_time(shown), s.policy.latest(clock))
    return hear(s, client, account, certificate_time(shown), clock)
