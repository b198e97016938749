"""What happens to linking without one of its rules, as scripts.

Without LINK-3 a device consents to what it did not adopt: the search finds that, and breaks
promise 2. LINK-5 is functional, so no promise depends on it.
"""

from __future__ import annotations

from mdaudit.spec.device_list.witnesses import ALICE, BOBS_PHONE, LAPTOP, LAPTOP_CERTIFICATE, PHONE
from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.linking.codes import (
    adopt_by_code,
    answer_primary,
    certify_by_code,
)
from mdaudit.spec.linking.exchange import adopt_primary, begin_attempt, scan_code
from mdaudit.spec.linking.messages import certified, payload, secret
from mdaudit.spec.linking.network import make_authenticated, see_code
from mdaudit.spec.linking.primary import show_as_linked
from mdaudit.spec.linking.witnesses import (
    ATTEMPT,
    CODE,
    MALLORY,
    OTHERS,
    WRONG,
    a_laptop_is_linked_by_qr,
    a_laptop_shows_its_characters,
    a_laptop_shows_its_code,
    a_laptop_was_approved,
    forge_payload,
    mallory_has_a_key,
)
from mdaudit.spec.registry import Run, attack

FORGED = certified(OTHERS, LAPTOP, MALLORY)
BOBS_CLAIM = certified(OTHERS, LAPTOP, BOBS_PHONE)


@attack("LINK-1", promise="14", scene=a_laptop_shows_its_code)
def a_foreign_primary_is_adopted(run: Run) -> None:
    """The server itself plays a primary: it signs for the laptop's key, which it was sent."""
    forge_payload(run, LAPTOP, named=MALLORY)
    run.do(adopt_primary, ATTEMPT, MALLORY, OTHERS, FORGED)


@attack("LINK-1", promise="14e", scene=a_laptop_shows_its_characters)
def a_foreign_primary_is_adopted_by_code(run: Run) -> None:
    """Nobody had to know or guess the characters."""
    run.do(adopt_by_code, ATTEMPT, MALLORY)


@attack("LINK-2", promise="14", scene=a_laptop_shows_its_code)
def a_primary_that_signed_nothing_is_adopted(run: Run) -> None:
    """Who saw the code names Alice's phone as the primary, with a signature of another key."""
    run.do(see_code, ATTEMPT)
    forge_payload(run, LAPTOP, named=PHONE)
    run.do(make_authenticated, secret(ATTEMPT), payload(OTHERS, PHONE, FORGED))
    run.do(adopt_primary, ATTEMPT, PHONE, OTHERS, FORGED)


@attack("LINK-4", promise="14d", scene=a_laptop_was_approved)
def a_device_is_shown_that_never_agreed(run: Run) -> None:
    """The server lets nothing through to the laptop, and the owner sees it as linked."""
    run.do(show_as_linked, ALICE, LAPTOP_CERTIFICATE)


@attack("LINK-6", promise="14c", scene=mallory_has_a_key)
def a_secret_is_sent_to_the_server(run: Run) -> None:
    """The companion registers with its secret among the data."""
    run.do(begin_attempt, ATTEMPT, True)


@attack("LINK-6", promise="14b", scene=a_laptop_is_linked_by_qr)
def a_secret_is_used_again(run: Run) -> None:
    """The code is scanned a second time, and the laptop adopts a second account."""
    run.do(scan_code, BOBS_PHONE, ATTEMPT, OTHERS)
    run.do(adopt_primary, ATTEMPT, BOBS_PHONE, OTHERS, BOBS_CLAIM)


@attack("LINK-7", promise="14e", scene=a_laptop_shows_its_characters)
def a_code_is_guessed_twice(run: Run) -> None:
    """After a wrong guess the same code stands for another one, and another."""
    run.do(answer_primary, ATTEMPT, MALLORY, WRONG, True)
    run.do(answer_primary, ATTEMPT, MALLORY, CODE, True)


@attack("LINK-7:answers-again", promise="14e", scene=a_laptop_shows_its_characters)
def a_patient_laptop_is_guessed_twice(run: Run) -> None:
    """The comparison of keys does not help."""
    a_code_is_guessed_twice.script(run)


@attack("LINK-7:keys-not-compared", promise="14f", scene=a_laptop_shows_its_characters)
def a_key_is_exchanged_in_clear(run: Run) -> None:
    """The server names its own key next to the laptop's bundle, and the phone certifies it."""
    run.do(certify_by_code, PHONE, ATTEMPT, CODE, LAPTOP, MALLORY, False)


@attack("LINK-8", promise="14b", scene=a_laptop_is_linked_by_qr)
def a_key_serves_two_attempts(run: Run) -> None:
    """The laptop begins again with its old key, and is linked to a second account."""
    again = Attempt("another attempt with the old key", LAPTOP)
    run.do(begin_attempt, again, False)
    run.do(scan_code, BOBS_PHONE, again, OTHERS)
    run.do(adopt_primary, again, BOBS_PHONE, OTHERS, BOBS_CLAIM)
