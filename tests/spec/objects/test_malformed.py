"""A refusal says which rule, what was expected, what came and where."""

import copy
import pickle

from mdaudit.spec.objects import Malformed

REFUSAL = Malformed("ADVDeviceIdentity.rawId", "wire type 0", "2", 5)


def test_a_refusal_carries_its_parts() -> None:
    assert (REFUSAL.rule, REFUSAL.what) == ("WIRE-2", "ADVDeviceIdentity.rawId")
    assert (REFUSAL.expected, REFUSAL.got, REFUSAL.where) == ("wire type 0", "2", 5)


def test_a_refusal_reads_as_a_sentence() -> None:
    assert str(REFUSAL) == "ADVDeviceIdentity.rawId: expected wire type 0, got 2 (byte 5)"


def test_a_refusal_can_be_copied_and_sent_to_another_process() -> None:
    for other in (copy.copy(REFUSAL), pickle.loads(pickle.dumps(REFUSAL))):  # noqa: S301
        assert (str(other), other.where) == (str(REFUSAL), 5)
