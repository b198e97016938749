"""Runs of consistency that must stay possible, counted in days."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt, forge_certificate, forge_consent, pass_time
from mdaudit.spec.consistency.alone import hear_alone
from mdaudit.spec.consistency.notices import report_hash
from mdaudit.spec.consistency.views import forge_view, hear_view, say_view
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Message,
    Time,
)
from mdaudit.spec.state.signed import Certificate

CAROL: Final = Account("carol")
CAROLS_PHONE: Final = IdentityKey(b"carol-phone")
CAROLS_CLIENT: Final = Client("carol's phone")
TWIN: Final = IdentityKey(b"the laptop's twin")


@witness("Alice's phone says that it is alone; her laptop gets nothing more, before any list")
def alice_says_she_is_alone(run: Run) -> None:
    """One message is quicker than a list, and the list confirms it."""
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 1)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(hear_alone, BOBS_CLIENT, ALICE, Time(1), Time(1))
    run.do(send, BOBS_CLIENT, Message("to the phone only"), ALICE, Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(1))


@witness("The server says that a list is outdated; Bob's phone will ask for it")
def the_server_reports(run: Run) -> None:
    """Nothing else comes of it."""
    bob_knows_the_laptop.script(run)
    run.do(report_hash, BOBS_CLIENT, ALICE)


@witness("A corrupt owner gives one index to two devices; Carol and Bob find out")
def two_views_come_to_light(run: Run) -> None:
    """Each of them knows one of the two; one message between them is enough."""
    bob_knows_the_laptop.script(run)
    twin = Certificate("the twin's certificate", LIFE, Time(0), LAPTOP_INDEX, TWIN)
    run.do(corrupt, PHONE)
    run.do(corrupt, TWIN)
    run.do(forge_certificate, PHONE, twin)
    run.do(forge_consent, twin, PHONE)
    run.do(set_up, CAROLS_CLIENT, CAROL, CAROLS_PHONE, PRIMARY)
    run.do(pin_primary, CAROLS_CLIENT, ALICE, PHONE, LIFE, False)
    run.do(accept_device, CAROLS_CLIENT, ALICE, LAPTOP_INDEX, TWIN, twin, NO_KEY)
    run.do(say_view, CAROLS_CLIENT, ALICE, LAPTOP_INDEX)
    run.do(hear_view, BOBS_CLIENT, ALICE, CAROLS_PHONE, LAPTOP_INDEX, TWIN)


@witness("A corrupt device names another key, and is found out")
def a_speaker_lies(run: Run) -> None:
    """An alarm says that somebody is corrupt, not who."""
    bob_knows_the_laptop.script(run)
    run.do(corrupt, LAPTOP)
    run.do(forge_view, LAPTOP, PHONE, LIFE, LAPTOP_INDEX, TWIN)
    run.do(hear_view, BOBS_CLIENT, ALICE, LAPTOP, LAPTOP_INDEX, TWIN)
