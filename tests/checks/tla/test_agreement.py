"""A difference between the two sides is told, whichever side differs, and fails the command."""

from collections.abc import Iterable

import pytest

from mdaudit.checks.tla import agreement, model, ours
from mdaudit.checks.tla.agreement import EXPECTED, PROMISES, Row, compare, expected_table
from mdaudit.checks.tla.ours import Judgement
from mdaudit.checks.tla.tlc import Answer, TlcError, missing
from tests.repository.checkout import ROOT

needs_tlc = pytest.mark.skipif(missing() is not None, reason=str(missing()))


def judged(broken: Iterable[str]) -> dict[str, Judgement]:
    falls = set(broken)
    return {
        n: Judgement(n in falls, "attack of 3 steps" if n in falls else "proved") for n in PROMISES
    }


def row(by_tlc: set[str], by_us: set[str]) -> Row:
    return Row("LIST-1", EXPECTED["LIST-1"], frozenset(by_tlc), judged(by_us))


def test_no_difference_is_told_where_both_say_what_is_expected() -> None:
    assert row({"1", "4b"}, {"1", "4b"}).differences == []


def test_a_promise_that_falls_for_one_side_only_is_told() -> None:
    assert row({"1", "4b", "5"}, {"1", "4b"}).differences == [
        "without LIST-1: promise 5 **falls** for TLC, expected that it holds"
    ]
    assert row({"1", "4b"}, {"4b"}).differences == [
        "without LIST-1: promise 1 holds for our specification, expected that it **falls**"
    ]


@needs_tlc
def test_a_wrong_expectation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "SCOPES", (model.TWO_PEERS,))
    monkeypatch.setattr(ours, "judge", lambda *_: judged({"4b"}))
    (right,) = compare({"LIST-1": frozenset({"4b"})})
    assert right.differences == []
    (wrong,) = compare({"LIST-1": frozenset()})
    assert wrong.differences == [
        "without LIST-1: promise 4b **falls** for TLC, expected that it holds",
        "without LIST-1: promise 4b **falls** for our specification, expected that it holds",
    ]


def answering(monkeypatch: pytest.MonkeyPatch, tlc: dict[tuple[str, ...], set[str]]) -> None:
    """Let both sides answer at once: ours as expected, TLC's as given or as expected."""
    answers: dict[tuple[str, ...], set[str]] = {
        () if rule is None else (rule,): set(falls) for rule, falls in EXPECTED.items()
    }
    answers |= tlc
    monkeypatch.setattr(agreement, "missing", lambda: None)
    monkeypatch.setattr(model, "broken", lambda rules: answers[rules])
    monkeypatch.setattr(model, "witnessed", lambda scope: Answer(scope.witness, 1))
    monkeypatch.setattr(ours, "judge", lambda rule, _: judged(EXPECTED[rule]))


def test_agreement_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, {})
    assert agreement.main() == 0
    assert capsys.readouterr().out.endswith("Both sides agree.\n")


def test_disagreement_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, {("FAN-1",): set()})
    assert agreement.main() == 1
    assert "without FAN-1: promise 1 holds for TLC" in capsys.readouterr().out


def test_a_model_in_which_nothing_happens_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {})
    monkeypatch.setattr(model, "witnessed", lambda _: Answer(None, 1))
    assert agreement.main() == 1


def test_no_answer_is_no_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> set[str]:
        raise TlcError("no answer")

    answering(monkeypatch, {})
    monkeypatch.setattr(model, "broken", fail)
    assert agreement.main() == 2


def test_the_page_shows_the_table_that_is_checked() -> None:
    page = (ROOT / "docs" / "tla.md").read_text(encoding="utf-8")
    assert "\n".join(expected_table()) in page
