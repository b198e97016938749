"""What is said to decide a rule does decide it."""

from mdaudit.audit_cli.advice import advice_for
from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.decidable import DECIDABLE_FROM, EVIDENCE, decidable_from
from mdaudit.spec.chapters import RULES


def test_the_table_names_rules_that_exist() -> None:
    assert set(DECIDABLE_FROM) <= set(RULES)


def test_whatever_is_decidable_is_decidable_from_evidence() -> None:
    assert all(EVIDENCE in inputs for inputs in DECIDABLE_FROM.values())


def test_a_rule_about_what_nobody_records_is_decided_by_nothing() -> None:
    assert decidable_from("LIST-99") == ()


def test_every_rule_that_can_fail_comes_with_advice_of_its_own() -> None:
    general = advice_for("LIST-99", Conduct.ACCEPTED)
    assert [r for r in DECIDABLE_FROM if advice_for(r, Conduct.ACCEPTED) == general] == []
