"""What a companion refuses, in the model of accounts."""

import pytest

from mdaudit.spec.adversary import forge_payload, leak_secret
from mdaudit.spec.device_list.witnesses import LAPTOP, LAPTOP_CERTIFICATE, LIFE, PHONE
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.linking.witnesses import MALLORY, a_laptop_was_approved
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import Index, Time
from mdaudit.spec.state.signed import Certificate

OTHER = Certificate("mallory's certificate", LIFE, Time(0), Index(1), LAPTOP)


def approved() -> Run:
    return a_laptop_was_approved.run(IN_DAYS)


def test_a_payload_that_the_secret_does_not_authenticate_is_refused() -> None:
    with pytest.raises(Refused, match="LINK-1"):
        approved().do(adopt, LAPTOP_CERTIFICATE, MALLORY)


def test_a_payload_without_account_signature_is_refused() -> None:
    run = approved()
    run.do(leak_secret, LAPTOP)
    run.do(forge_payload, LAPTOP, OTHER, MALLORY)
    with pytest.raises(Refused, match=f"LINK-2.*{MALLORY.decode()}"):
        run.do(adopt, OTHER, MALLORY)


def test_nothing_is_signed_back_before_it_was_adopted() -> None:
    with pytest.raises(Refused, match="LINK-3"):
        approved().do(countersign, LAPTOP_CERTIFICATE, PHONE)


def test_a_key_adopts_once() -> None:
    run = approved()
    run.do(adopt, LAPTOP_CERTIFICATE, PHONE)
    with pytest.raises(Refused, match="LINK-8"):
        run.do(adopt, LAPTOP_CERTIFICATE, PHONE)
