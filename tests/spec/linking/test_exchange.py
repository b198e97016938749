"""What can and cannot be said while linking by QR code."""

import pytest

from mdaudit.spec.device_list.witnesses import LAPTOP, PHONE
from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.linking.exchange import adopt_primary, begin_attempt, give_up, scan_code
from mdaudit.spec.linking.messages import (
    authenticated,
    certified,
    device_signed,
    pair,
    payload,
    secret,
    the_key,
)
from mdaudit.spec.linking.network import (
    forge_account_signature,
    make_authenticated,
    make_derived,
    make_pair,
    read_account_signature,
    read_device_signature,
    take_apart,
)
from mdaudit.spec.linking.witnesses import (
    ATTEMPT,
    DETAILS,
    MALLORY,
    OTHERS,
    a_laptop_is_linked_by_qr,
    a_laptop_shows_its_code,
)
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run, Step

GENUINE = certified(DETAILS, LAPTOP, PHONE)


@pytest.fixture
def shown() -> Run:
    return a_laptop_shows_its_code.run(IN_DAYS)


def test_after_linking_the_network_knows_no_secret() -> None:
    state = a_laptop_is_linked_by_qr.run(IN_DAYS).state
    assert state.knows(payload(DETAILS, PHONE, GENUINE)) is True
    assert state.knows(secret(ATTEMPT)) is False


def test_a_payload_that_was_never_sent_does_not_arrive(shown: Run) -> None:
    with pytest.raises(NotPossible, match="came through the network"):
        shown.do(adopt_primary, ATTEMPT, PHONE, DETAILS, GENUINE)


def test_a_payload_for_another_attempt_is_refused(shown: Run) -> None:
    shown.do(scan_code, PHONE, Attempt("another attempt", LAPTOP), DETAILS)
    with pytest.raises(Refused, match="LINK-1"):
        shown.do(adopt_primary, ATTEMPT, PHONE, DETAILS, GENUINE)


def test_an_ended_attempt_adopts_nobody(shown: Run) -> None:
    shown.do(scan_code, PHONE, ATTEMPT, DETAILS)
    shown.do(give_up, ATTEMPT)
    with pytest.raises(Refused, match="LINK-6"):
        shown.do(adopt_primary, ATTEMPT, PHONE, DETAILS, GENUINE)


def test_a_secret_is_not_given_away() -> None:
    with pytest.raises(Refused, match="LINK-6"):
        Run(a_laptop_shows_its_code.run(IN_DAYS).states[0]).do(begin_attempt, ATTEMPT, True)


def test_a_key_begins_one_attempt(shown: Run) -> None:
    with pytest.raises(Refused, match="LINK-8"):
        shown.do(begin_attempt, Attempt("another attempt", LAPTOP), False)


@pytest.mark.parametrize(
    ("deduction", "arguments"),
    [
        (make_pair, (the_key(LAPTOP), secret(ATTEMPT))),
        (take_apart, (the_key(LAPTOP), secret(ATTEMPT))),
        (make_authenticated, (secret(ATTEMPT), the_key(LAPTOP))),
        (make_derived, (secret(ATTEMPT),)),
        (forge_account_signature, (PHONE, the_key(LAPTOP))),
        (forge_account_signature, (MALLORY, secret(ATTEMPT))),
        (read_account_signature, (PHONE, secret(ATTEMPT))),
        (read_device_signature, (LAPTOP, secret(ATTEMPT))),
    ],
    ids=lambda value: value.name if isinstance(value, Step) else "",
)
def test_the_network_makes_nothing_of_what_it_does_not_know(
    shown: Run, deduction: Step[...], arguments: tuple[object, ...]
) -> None:
    with pytest.raises(NotPossible):
        shown.do(deduction, *arguments)


def test_different_messages_are_different() -> None:
    texts = {
        certified(DETAILS, LAPTOP, PHONE),
        certified(OTHERS, LAPTOP, PHONE),
        certified(DETAILS, MALLORY, PHONE),
        certified(DETAILS, LAPTOP, MALLORY),
        device_signed(PHONE, pair(the_key(LAPTOP), the_key(PHONE))),
        authenticated(secret(ATTEMPT), the_key(LAPTOP)),
    }
    assert len(texts) == 6
