"""What two observers tell differently, and what follows from it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.diff.comparing import Comparison
from mdaudit.audit_cli.diff.differences import Kind
from mdaudit.audit_cli.severity import Severity
from tests.audit_cli.diff.views import EVERYTHING, TWIN, compared, seen
from tests.audit_cli.honest import MALLORY, PHONE, START, Evidence, listed, pin, shown

Files = Callable[[Evidence, Evidence], tuple[Path, Path]]

BY_MALLORY = listed(50, (0, 1), owner=MALLORY)
UNREADABLE = {"received_at": START, "signed_key_index_list": "AAAA"}
LATER = shown(300, listed(250, (0,)))


def kinds(found: Comparison) -> list[Kind]:
    return [each.kind for each in found.differences]


def test_who_was_told_the_same_differs_in_nothing(files: Files) -> None:
    found = compared(*files(seen(), seen()))
    assert (found.differences, found.highest) == ([], Severity.NOTE)
    assert found.accounts == ["account#1"]


def test_the_same_content_signed_twice_is_no_difference(files: Files) -> None:
    again = shown(100, listed(50, (0, 1, 2), embedded=PHONE.public))
    assert compared(*files(seen(), seen(again))).differences == []


def test_two_contents_of_one_time_prove_that_the_key_said_two_things(files: Files) -> None:
    (found,) = compared(*files(seen(), seen(TWIN))).differences
    assert (found.kind, found.rule) == (Kind.EQUIVOCATION, "LIST-4")
    assert [(b.party.value, b.did) for b in found.blame] == [
        ("holder of the primary key", "signed")
    ]
    assert found.severity is Severity.HIGH
    assert found.pair is not None


@pytest.mark.parametrize("outcome", ["accepted", "refused", "unknown"])
def test_what_the_clients_did_does_not_change_what_was_signed(files: Files, outcome: str) -> None:
    found = compared(*files(seen(), seen(TWIN | {"outcome": outcome})))
    assert kinds(found) == [Kind.EQUIVOCATION]


def test_each_twin_is_told_once_however_often_it_was_shown(files: Files) -> None:
    found = compared(*files(seen(EVERYTHING, EVERYTHING), seen(TWIN, TWIN)))
    assert kinds(found) == [Kind.EQUIVOCATION]


def test_one_pin_is_enough_to_verify_both_lists(files: Files) -> None:
    found = compared(*files(seen(), seen(TWIN, pins="absent")))
    assert kinds(found) == [Kind.EQUIVOCATION, Kind.NOT_COMPARED]


@pytest.mark.parametrize(
    ("outcome", "blame", "severity"),
    [
        ("accepted", ["unknown", "observed client"], Severity.CRITICAL),
        ("unknown", ["unknown"], Severity.CRITICAL),
        ("refused", ["unknown"], Severity.NOTE),
    ],
)
def test_a_list_that_its_own_pin_did_not_sign_proves_nothing_about_the_owner(
    files: Files, outcome: str, blame: list[str], severity: Severity
) -> None:
    forged = shown(200, BY_MALLORY, outcome)
    found = compared(*files(seen(), seen(forged)))
    (difference,) = found.differences
    assert (difference.kind, difference.rule) == (Kind.FORGERY, "LIST-1")
    assert [b.party.value for b in difference.blame] == blame
    assert (difference.severity, found.pairs) == (severity, [])


def test_two_keys_that_do_not_know_of_each_other_are_a_split_identity(files: Files) -> None:
    other = seen(shown(100, BY_MALLORY), pins=[pin(MALLORY)])
    found = compared(*files(seen(), other))
    (difference,) = found.differences
    assert difference.kind is Kind.SPLIT_IDENTITY
    assert [b.party.value for b in difference.blame] == ["unknown"]
    assert (difference.severity, difference.confidence.value) == (Severity.CRITICAL, "medium")


@pytest.mark.parametrize("turned", [False, True])
def test_an_observer_that_missed_a_new_key_is_behind(files: Files, turned: bool) -> None:  # noqa: FBT001
    both = [seen(), seen(pins=[pin(PHONE), pin(MALLORY, 500)])]
    found = compared(*files(*(reversed(both) if turned else both)))
    (difference,) = found.differences
    behind = "beta.json" if turned else "alpha.json"
    assert (difference.kind, difference.severity) == (Kind.BEHIND, Severity.NOTE)
    assert f"{behind} still pins the key" in difference.says


@pytest.mark.parametrize("turned", [False, True])
def test_an_observer_with_an_older_list_is_behind(files: Files, turned: bool) -> None:  # noqa: FBT001
    both = [seen(), seen(EVERYTHING, LATER)]
    found = compared(*files(*(reversed(both) if turned else both)))
    (difference,) = found.differences
    behind = "beta.json" if turned else "alpha.json"
    assert f"{behind} ends with the list of" in difference.says
    assert "a removal may be withheld" in difference.advice


def test_a_list_signed_after_the_evidence_was_collected_could_not_be_known(files: Files) -> None:
    early = seen() | {"collected_at": START + 150}
    (difference,) = compared(*files(early, seen(EVERYTHING, LATER))).differences
    assert "collected before that list was signed" in difference.says
    assert difference.advice == "Nothing is wrong."


def test_a_refused_list_is_not_what_an_observer_holds(files: Files) -> None:
    refused = LATER | {"outcome": "refused"}
    assert compared(*files(seen(), seen(EVERYTHING, refused))).differences == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pins": "absent"}, "its pins were not collected"),
        ({"lists": "absent"}, "its lists were not collected"),
        ({"lists_complete": False}, "it may have been shown more lists"),
        ({"lists": [EVERYTHING, UNREADABLE]}, "1 of its lists cannot be read"),
    ],
)
def test_what_was_not_collected_is_said(files: Files, changes: dict[str, Any], words: str) -> None:
    found = compared(*files(seen(), seen(**changes)))
    (difference,) = found.differences
    assert words in difference.says
    assert found.inconclusive
    assert found.highest is Severity.NOTE


def test_evidence_about_different_accounts_cannot_be_compared(files: Files) -> None:
    other = seen()
    other["accounts"][0]["account"] = "15550100009"
    with pytest.raises(CannotLookError, match="expected an account that is in both, got none"):
        compared(*files(seen(), other))


def test_accounts_without_pins_and_lists_cannot_be_compared(files: Files) -> None:
    blank = seen(pins="absent", lists="absent")
    with pytest.raises(CannotLookError, match="expected pins or lists"):
        compared(*files(blank, blank))


def test_a_stream_about_one_account_is_one_view(tmp_path: Path, files: Files) -> None:
    whole, _ = files(seen(EVERYTHING, LATER), seen())
    stream = tmp_path / "stream.ndjson"
    lines = [json.dumps(seen()), json.dumps(seen(LATER))]
    stream.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert compared(whole, stream).differences == []


def test_more_lists_than_can_be_remembered_are_refused(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.audit_cli.diff.views.MOST_LISTS", 1)
    with pytest.raises(CannotLookError, match="expected at most 1 lists, got more"):
        compared(*files(seen(EVERYTHING, LATER), seen()))


def test_lists_of_hosted_accounts_are_verified_with_their_own_prefix(files: Files) -> None:
    one = seen(shown(100, listed(50, (0, 1), hosted=True)))
    other = seen(shown(100, listed(50, (0, 2), hosted=True)))
    assert kinds(compared(*files(one, other), hosted=True)) == [Kind.EQUIVOCATION]
    assert Kind.EQUIVOCATION not in kinds(compared(*files(one, other)))
