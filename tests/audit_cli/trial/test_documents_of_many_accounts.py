"""A document about many accounts costs as many times as much as one about a few."""

import json
import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

import pytest

from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial import world
from mdaudit.audit_cli.trial.documents import audit
from mdaudit.audit_cli.trial.tables import Gaps, with_gaps
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Account
from mdaudit.spec.state import State
from tests.audit_cli.honest import Evidence
from tests.audit_cli.many import about

FEW, MANY = 70, 140


def calls(evidence: Evidence) -> int:
    """Return how many functions are called to audit the evidence."""
    document = evidence_document("evidence.json", json.dumps(evidence).encode())
    count = 0

    def seen(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        audit(document, Policy(), Names(), hosted=False)
    finally:
        sys.setprofile(before)
    return count


def growth(*, complete: bool) -> float:
    """Return how many times as much twice as many accounts cost."""
    few, many = (calls(about(count, complete=complete)) for count in (FEW, MANY))
    return many / few


@pytest.mark.parametrize("complete", [True, False])
def test_twice_as_many_accounts_cost_twice_as_much(complete: bool) -> None:  # noqa: FBT001
    assert 1.9 < growth(complete=complete) < 2.1


def test_whatever_looks_at_every_account_each_time_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look_at(_: Account) -> None:
        pass

    def looking(s: State, parts: Iterable[str], gaps: Gaps) -> State:
        for missing in gaps.values():
            for account in missing:
                look_at(account)
        return with_gaps(s, parts, gaps)

    monkeypatch.setattr(world, "with_gaps", looking)
    assert growth(complete=False) > 2.1
