"""Identity keys that stand twice in a store, or where another one stood before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.client_store import HIDDEN_NAME, ClientStore, Stored, StoredKey
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.devices import one_key_one_index
from mdaudit.spec.linking.companion import never_adopted_before
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.registry import Rule
from mdaudit.spec.sorts import Account, Client, IdentityKey
from mdaudit.spec.verification.marks import change_is_confirmed


def judge_shared_keys(world: World, client: Client, store: ClientStore) -> None:
    """One device has one key: a key under two numbers, or in two accounts, is told."""
    holders: dict[Key, dict[tuple[str, int], Stored]] = {}
    own = store.own
    itself = Stored(own.account, own.device, own.account, own.pointer)
    holders[own.identity_key] = {(own.account, own.device): itself}
    kept: tuple[StoredKey, ...] = (*store.identities, *store.open_sessions())
    for stored in kept:
        holders.setdefault(stored.key, {}).setdefault((stored.account, stored.device), stored)
    for key, found in holders.items():
        for one, other in combinations(found.values(), 2):
            if one.account == other.account:
                _two_devices(world, client, key, one, other)
            elif one.account.endswith(HIDDEN_NAME) == other.account.endswith(HIDDEN_NAME):
                _two_accounts(world, key, one, other)


def _two_devices(world: World, client: Client, key: Key, one: Stored, other: Stored) -> None:
    account, index = Account(one.account), Missing("the key index")
    arguments = (world.state, client, account, index, IdentityKey(key))
    numbers = sorted((one.device, other.device))
    world.trail.add(
        _broken(one_key_one_index, *arguments),
        about=Occasion(
            account=account,
            subject=f"devices {numbers[0]} and {numbers[1]} of {world.names.account(account)}",
            pointer=other.pointer,
            conduct=Conduct.OFFERED,
            identity=("shared", key.hex(), *map(str, numbers)),
            also=(one.pointer,),
        ),
        got="one identity key for both",
        certain=False,
    )


def _two_accounts(world: World, key: Key, one: Stored, other: Stored) -> None:
    """A person may have changed numbers, or somebody shows one account's device as another's."""
    words = [
        f"device {stored.device} of {world.names.account(stored.account)}"
        for stored in (one, other)
    ]
    world.trail.add(
        _broken(never_adopted_before, IdentityKey(key), Missing("other linkings")),
        about=Occasion(
            account=other.account,
            subject=words[1],
            pointer=other.pointer,
            conduct=Conduct.OBSERVED,
            identity=("shared", key.hex(), one.account),
            also=(one.pointer,),
        ),
        got=f"the identity key of {words[0]}: its owner has another number now, or one account's "
        "device is shown as the other's",
    )


def judge_changed_keys(world: World, client: Client, store: ClientStore) -> None:
    """A device whose key is another one than in an earlier session, or than in the list of keys."""
    for stored in _changed(store):
        account = Account(stored.account)
        missing = Missing("the key index")
        broken = (
            _broken(change_is_confirmed, world.state, client, account)
            if stored.device == 0
            else _broken(
                one_key_one_index, world.state, client, account, missing, IdentityKey(stored.key)
            )
        )
        what = "the main device" if stored.device == 0 else f"device {stored.device}"
        world.trail.add(
            broken,
            about=Occasion(
                account=account,
                subject=f"{what} of {world.names.account(account)}",
                pointer=stored.pointer,
                conduct=Conduct.OBSERVED,
                identity=("changed", str(stored.device), stored.key.hex()),
            ),
            got="another identity key than the present one, from before a change; whether the "
            "user was told is not in the store",
        )


def _changed(store: ClientStore) -> Iterator[StoredKey]:
    """Each former key once: one that is not the device's present key."""
    present = {(s.account, s.device): s.key for s in _by_weight(store)}
    former: dict[tuple[str, int, Key], StoredKey] = {}
    kept: tuple[StoredKey, ...] = (*store.identities, *store.sessions)
    for stored in kept:
        if stored.key != present.get((stored.account, stored.device), stored.key):
            former.setdefault((stored.account, stored.device, stored.key), stored)
    yield from former.values()


def _by_weight(store: ClientStore) -> Iterable[StoredKey]:
    """What tells a device's present key, the most telling last."""
    hidden = [s for s in store.identities if s.name.endswith(HIDDEN_NAME)]
    return (*store.open_sessions(), *store.identities, *hidden)


def _broken(rule: Rule[...], *arguments: object) -> Verdict:
    return Verdict(Judgement(rule, arguments, answer=False), answer=False)
