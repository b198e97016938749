"""From verdicts to a report."""

from mdaudit.audit_cli.results import Answer
from mdaudit.audit_cli.severity import Severity
from tests.audit_cli.honest import alice, hint, honest, listed, shown
from tests.audit_cli.verdicts import audited


def test_the_worst_verdict_on_a_rule_is_the_result() -> None:
    evidence = honest()
    alice(evidence)["lists"] += [
        shown(150, listed(5, (0, 1, 2))),
        shown(160, listed(60, (0, 1, 2))),
    ]
    (result,) = (
        r for r in audited(evidence).results if r.rule == "LIST-3" and r.account == "account#1"
    )
    assert (result.answer, result.judged) == (Answer.FAIL, 3)


def test_one_occasion_is_one_finding() -> None:
    evidence = honest()
    alice(evidence)["hints"] += [hint(310, 99_999_999)] * 3
    assert len(audited(evidence).findings) == 1


def test_notes_have_no_severity_that_counts() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2)), "refused"))
    report = audited(evidence)
    assert report.highest is Severity.NOTE
    assert [finding.answer for finding in report.findings] == [Answer.NOTE]


def test_a_finding_links_to_its_rule() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    (finding,) = audited(evidence).findings
    assert finding.link == "rules.html#list-3"
