"""What a hint says of keys: the hash over the devices of a list, compared with what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, permutations
from typing import Any, Final

from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.consistency.saying import hash_is_of_sorted_keys
from mdaudit.spec.consistency.views import views_agree
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects.key_hash import LENGTHS, key_hash
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, Index, Time
from mdaudit.spec.state.signed import SignedList, list_time

KEY_TYPE = b"\x05"
"""The byte before a public key in other formats; it does not belong into the hash."""


MOST_ORDERS: Final = 120
"""How many orders of keys are tried: all orders of as many devices as an account may have."""


@dataclass(frozen=True)
class Stated:
    """What a hint states of the keys of an account's devices."""

    client: Client
    account: Account
    named: Time
    """The time of the list that it speaks of."""
    key_hash: bytes
    indexes: frozenset[Index]
    """The indexes in the hash; empty: all that the list names, and the primary's."""


def judge_view(world: World, stated: Stated, about: Occasion) -> None:
    """Compare a stated hash, if it is of the held list, with the keys that the client knows."""
    held = world.held(stated.client, stated.account)
    said = IdentityKey(stated.key_hash[: LENGTHS[-1]])
    if isinstance(held, Missing):
        world.trail.add(*world.ask(views_agree, held, said), about=about)
        return
    if list_time(held) != stated.named:
        return
    keys = _keys(world, stated, held)
    if len(said) not in LENGTHS:
        keys = Missing(f"{LENGTHS[0]} bytes or more of the key hash")
    if isinstance(keys, Missing):
        world.trail.add(*world.ask(views_agree, keys, said), about=about)
    else:
        _compare(world, keys, said, about)


def _compare(world: World, keys: list[IdentityKey], said: IdentityKey, about: Occasion) -> None:
    """A hash that only another way of hashing explains says nothing of other keys."""
    known = IdentityKey(key_hash(keys, len(said)))
    strange = known != said
    explained = strange and said in {digest[: len(said)] for digest in _mistaken(keys)}
    hashed = Missing("which keys were hashed, and how") if strange and not explained else said
    compared = Missing("a hash of sorted keys") if explained else said
    world.trail.add(*world.ask(hash_is_of_sorted_keys, known, hashed), about=about)
    got = "another hash of the keys" if strange else None
    world.trail.add(*world.ask(views_agree, known, compared), about=about, got=got)


def _keys(world: World, stated: Stated, held: SignedList) -> list[IdentityKey] | Missing:
    """The identity keys in the hash, in the order of their indexes."""
    s, words = world.state, world.names.account(stated.account)
    party = (stated.client, stated.account)
    found: list[IdentityKey] = []
    lacking: list[str] = []
    for index in sorted(stated.indexes or {PRIMARY, *held.valid_indexes}):
        key: Any = s.key_at(stated.client, stated.account, index)
        if index == PRIMARY:
            key = s.pin(stated.client, stated.account)
        elif not isinstance(key, Missing) and s.knows(*party, index, key) is not True:
            key = NO_KEY
        if isinstance(key, Missing) or key == NO_KEY:
            lacking.append(f"the identity key at index {index} of {words}")
        found.append(key)
    return Missing(*lacking) if lacking else found


def _mistaken(keys: list[IdentityKey]) -> Iterator[bytes]:
    """Hashes of the same keys by clients that do not sort them, or hash their type along."""
    for order in (keys, sorted(keys), *islice(permutations(keys), MOST_ORDERS)):
        for kind in (b"", KEY_TYPE):
            yield sha256(b"".join(kind + key for key in order)).digest()
