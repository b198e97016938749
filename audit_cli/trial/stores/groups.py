"""Group sender keys: those of devices that are gone, and own ones that such devices were given.

A removal that counts is in a signed list, and no store keeps one. What a store shows instead is
that the server no longer names the device, or that nothing else of the device is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.client_store import (
    ClientStore,
    GroupShare,
    Stored,
    StoredSenderKey,
)
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.groups.inbound import not_removed
from mdaudit.spec.groups.writing import all_holders_are_served
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import Account, Client, Group, Time


def judge_group_keys(world: World, client: Client, store: ClientStore, clock: int) -> None:
    """Judge each sender key of others, and each of the own ones that others were given."""
    known = {(s.account, s.device) for s in (*store.identities, *store.sessions)}
    own = (store.own.account, store.own.device)
    for stored in store.sender_keys:
        if (stored.account, stored.device) != own:
            _judge_inbound(world, client, stored, _gone(store, stored, known))
    for share in store.shares:
        named = store.named_devices(share.account)
        if named is not None and share.device not in named.devices:
            _note_holder(world, client, share, named.pointer, clock)


def _gone(
    store: ClientStore, stored: Stored, known: Iterable[tuple[str, int]]
) -> tuple[str, tuple[str, ...]] | None:
    """Why the device seems to be gone, and where that stands."""
    named = store.named_devices(stored.account)
    if named is not None and stored.device not in named.devices:
        return "a key of a device that the account's device list does not name", (named.pointer,)
    if (stored.account, stored.device) not in known:
        return "a key of a device of which there is no session and no identity key", ()
    return None


def _judge_inbound(
    world: World,
    client: Client,
    stored: StoredSenderKey,
    gone: tuple[str, tuple[str, ...]] | None,
) -> None:
    words = world.names.account(stored.account)
    missing = Missing(f"a signed device list of {words}")
    answer = missing if gone is None else False
    account, index, key = Account(stored.account), Missing("the key index"), Missing("the key")
    arguments = (world.state, client, account, index, key)
    got, also = gone or (None, ())
    world.trail.add(
        Verdict(Judgement(not_removed, arguments, answer), answer),  # type: ignore[arg-type]
        about=Occasion(
            account=account,
            subject=f"the sender key of device {stored.device} of {words}",
            pointer=stored.pointer,
            conduct=Conduct.SENT,
            identity=("sender key", stored.group, str(stored.device)),
            also=also,
        ),
        got=got,
        certain=False,
    )


def _note_holder(
    world: World, client: Client, share: GroupShare, list_pointer: str, clock: int
) -> None:
    arguments = (world.state, client, Group("the group"), Time(clock))
    words = f"device {share.device} of {world.names.account(share.account)}"
    world.trail.add(
        Verdict(Judgement(all_holders_are_served, arguments, answer=False), answer=False),
        about=Occasion(
            account=share.account,
            subject=f"the own sender key that {words} was given",
            pointer=share.pointer,
            conduct=Conduct.OBSERVED,
            identity=("share", share.group, str(share.device)),
            also=(list_pointer,),
        ),
        got=f"a key that {words} has, which the account's device list does not name: the next "
        "message to the group needs a new one",
    )
