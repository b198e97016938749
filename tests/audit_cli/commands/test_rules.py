"""`mdaudit rules`."""

import json

from mdaudit.spec.chapters import RULES
from tests.audit_cli.commands.running import Command


def test_every_rule_is_listed_in_reading_order(mdaudit: Command) -> None:
    listed = json.loads(mdaudit("rules", "--format", "json").out)
    assert [rule["id"] for rule in listed] == list(RULES)
    assert [rule["id"] for rule in listed][:2] == ["LINK-1", "LINK-2"]
    assert set(listed[0]) == {
        "id",
        "title",
        "checked_by",
        "deployed",
        "severity",
        "decidable_from",
    }


def test_people_get_a_table(mdaudit: Command) -> None:
    ran = mdaudit("rules")
    assert ran.code == 0
    assert all(rule in ran.out for rule in RULES)


def test_a_rule_that_nothing_decides_says_so(mdaudit: Command) -> None:
    listed = json.loads(mdaudit("rules", "--format", "json").out)
    nothing = [rule["id"] for rule in listed if rule["decidable_from"] == []]
    assert all(rule not in nothing for rule in ("LIST-3", "DEV-1", "FAN-1"))
