"""`mdaudit rules`."""

import json
import re

import pytest

from mdaudit.audit_cli.decidable import (
    CLIENT_STORE,
    EVIDENCE,
    KEY_INDEX_LIST,
    LINKING_PAYLOAD,
    decidable_from,
)
from mdaudit.spec.chapters import RULES
from tests.audit_cli.commands.running import Command
from tests.audit_cli.terminal import terminal_of


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


def test_no_name_is_cut_or_broken_in_a_pipe(mdaudit: Command) -> None:
    ran = mdaudit("rules")
    assert "\N{HORIZONTAL ELLIPSIS}" not in ran.out
    listed = json.loads(mdaudit("rules", "--format", "json").out)
    for kind in (EVIDENCE, KEY_INDEX_LIST, LINKING_PAYLOAD, CLIENT_STORE):
        named = sum(kind in rule["decidable_from"] for rule in listed)
        assert named
        assert len(re.findall(rf"{kind}$", ran.out, re.MULTILINE)) == named


@pytest.mark.parametrize("width", [60, 80, 140])
def test_nothing_is_cut_on_a_terminal(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    terminal = terminal_of(width, monkeypatch)
    mdaudit("rules")
    lines = terminal.lines()
    assert max(map(len, lines)) <= width
    last_column = "".join(line[lines[0].index("decided") :].strip() for line in lines)
    decided = [each for rule in RULES for each in decidable_from(rule)]
    assert last_column.count(LINKING_PAYLOAD) == decided.count(LINKING_PAYLOAD)


def test_a_rule_that_nothing_decides_says_so(mdaudit: Command) -> None:
    listed = json.loads(mdaudit("rules", "--format", "json").out)
    nothing = [rule["id"] for rule in listed if rule["decidable_from"] == []]
    assert all(rule not in nothing for rule in ("LIST-3", "DEV-1", "FAN-1"))
