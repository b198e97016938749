"""Attacks on lists that are longer than a search looks, as scripts."""

from __future__ import annotations

from mdaudit.spec.adversary import corrupt, forge_list, pass_time
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import NO_KEY, Duration, Time


@attack("LIST-6", promise="5", scene=bob_knows_the_laptop)
def an_index_above_the_mark_returns(run: Run) -> None:
    """A corrupt owner lists index 2 above its current index 1, drops it, and lists it again."""
    run.do(corrupt, PHONE)
    lists = [
        listing("the first list with an index above its current one", 1, 1, 1, 2),
        listing("the list without it", 2, 1, 1),
        listing("the second list with it", 3, 1, 1, 2),
    ]
    for signed in lists:
        run.do(forge_list, PHONE, signed)
    run.do(pass_time, Duration(3))
    for signed in lists:
        run.do(accept_list, BOBS_CLIENT, ALICE, signed, NO_KEY, Time(3))
