"""What was not collected leaves the rules open that need it, and nothing else."""

from itertools import chain
from typing import Any

import pytest

from mdaudit.audit_cli.decidable import DECIDABLE_FROM
from mdaudit.audit_cli.trial.uncollected import (
    OF_AN_ACCOUNT,
    OF_THE_DOCUMENT,
    OF_THE_DOCUMENT_ON_ITS_OBSERVERS,
    OF_THE_OWN_ACCOUNT,
)
from tests.audit_cli.honest import ALICE, alice, bob, honest
from tests.audit_cli.verdicts import answer, audited, missing

NOTHING: dict[str, Any] = {"format": "mdaudit-evidence/1", "accounts": []}


@pytest.mark.parametrize("member", OF_AN_ACCOUNT)
def test_a_member_that_is_absent_leaves_its_rules_open(member: str) -> None:
    evidence = honest()
    del alice(evidence)[member]
    answers = {rule: answer(audited(evidence), rule) for rule in OF_AN_ACCOUNT[member]}
    assert "inconclusive" in answers.values()
    assert set(answers.values()) <= {"inconclusive", "pass"}
    for rule in (rule for rule, said in answers.items() if said == "inconclusive"):
        assert "account#1" in missing(audited(evidence), rule)


@pytest.mark.parametrize("member", OF_THE_OWN_ACCOUNT)
def test_the_own_account_is_judged_by_more(member: str) -> None:
    evidence = honest()
    del bob(evidence)[member]
    for rule in OF_THE_OWN_ACCOUNT[member]:
        assert answer(audited(evidence), rule, account=1) == "not judged"
        assert answer(audited(evidence), rule, account=2) == "inconclusive"


@pytest.mark.parametrize("member", sorted({*OF_THE_DOCUMENT, *OF_THE_DOCUMENT_ON_ITS_OBSERVERS}))
def test_a_member_beside_the_accounts_is_needed_for_all_or_for_the_own(member: str) -> None:
    evidence = honest()
    del evidence[member]
    report = audited(evidence)
    for rule in OF_THE_DOCUMENT.get(member, ()):
        assert answer(report, rule, account=1) in {"inconclusive", "pass"}
        assert answer(report, rule, account=2) in {"inconclusive", "pass"}
    for rule in OF_THE_DOCUMENT_ON_ITS_OBSERVERS.get(member, ()):
        assert answer(report, rule, account=1) == "not judged"
        assert answer(report, rule, account=2) == "inconclusive"


def test_an_honest_world_that_was_collected_wholly_leaves_nothing_open() -> None:
    assert "inconclusive" not in {result.answer.value for result in audited(honest()).results}


@pytest.mark.parametrize("nothing", [None, []])
def test_what_was_looked_for_and_is_not_there_leaves_nothing_open(nothing: object) -> None:
    evidence = honest()
    alice(evidence)["notices"] = nothing
    assert answer(audited(evidence), "REV-1") == "not judged"


def test_an_account_of_which_nothing_was_collected_is_a_list_of_what_to_collect() -> None:
    account = {"account": ALICE}
    report = audited(NOTHING | {"accounts": [account]})
    assert {result.answer.value for result in report.results} == {"inconclusive"}
    assert not report.decided
    assert {result.rule for result in report.results} == {
        *chain.from_iterable(OF_AN_ACCOUNT.values()),
        *chain.from_iterable(OF_THE_DOCUMENT.values()),
    }


def test_every_rule_that_evidence_decides_needs_a_member() -> None:
    tables = (OF_AN_ACCOUNT, OF_THE_OWN_ACCOUNT, OF_THE_DOCUMENT, OF_THE_DOCUMENT_ON_ITS_OBSERVERS)
    rules = {rule for table in tables for needed in table.values() for rule in needed}
    assert rules == set(DECIDABLE_FROM)


def test_without_messages_what_an_account_holds_now_says_nothing_of_sending() -> None:
    evidence = honest()
    del evidence["messages"]
    report = audited(evidence)
    assert answer(report, "FAN-2") == answer(report, "VER-3") == "inconclusive"


def test_app_state_without_keys_was_not_collected() -> None:
    evidence = honest()
    evidence["app_state"] = {}
    assert answer(audited(evidence), "SYNC-3", account=2) == "inconclusive"


@pytest.mark.parametrize("rule", ["REV-2", "LINK-5"])
def test_removals_of_an_account_that_nobody_marked_leave_the_rules_of_owners_open(
    rule: str,
) -> None:
    evidence = honest()
    del bob(evidence)["own"], evidence["messages"]
    bob(evidence)["removals"] = [{"key_index": 1, "requested_at": 1, "shown_done_at": 2}]
    report = audited(evidence)
    assert answer(report, rule, account=2) == "inconclusive"
    assert missing(report, rule) == "which account is the observer's own"


def test_the_own_account_need_not_be_marked_if_it_is_the_only_one_that_wrote() -> None:
    evidence = honest()
    del bob(evidence)["own"]
    bob(evidence)["removals"] = [{"key_index": 1, "requested_at": 1, "shown_done_at": None}]
    assert answer(audited(evidence), "LINK-5", account=2) == "pass"
