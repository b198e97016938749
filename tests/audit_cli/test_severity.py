"""Every severity is of the contract."""

from mdaudit.audit_cli.severity import Severity, severity_of
from mdaudit.spec.chapters import RULES


def test_rules_have_the_severity_of_what_they_protect() -> None:
    assert severity_of("FAN-1") is Severity.CRITICAL
    assert severity_of("LIST-3") is Severity.HIGH
    assert severity_of("WIRE-2") is Severity.MEDIUM
    assert severity_of("OWN-1") is Severity.LOW


def test_no_rule_is_only_a_note() -> None:
    assert Severity.NOTE not in {severity_of(rule) for rule in RULES}


def test_notes_are_below_everything() -> None:
    assert min(Severity) is Severity.NOTE
    assert Severity.CRITICAL.word == "critical"
