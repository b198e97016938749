"""The report as Markdown."""

import re

from mdaudit.audit_cli.reports.markdown_report import escaped, markdown_report
from tests.audit_cli.reports.eventful import RUNNING, eventful

ROW = re.compile(r"(?<!\\)\|")


def test_nothing_in_it_is_markup_that_evidence_wrote() -> None:
    report = markdown_report(eventful())
    assert [each for each in RUNNING if re.search(rf"(?<!\\){re.escape(each)}", report)] == []
    assert "](https" not in re.sub(r"\\.", "", report)


def test_every_row_has_as_many_cells_as_its_header() -> None:
    cells = 0
    for line in markdown_report(eventful()).splitlines():
        bars = len(ROW.findall(line)) if line.startswith("|") else 0
        assert not cells or bars in {0, cells}
        cells = bars


def test_everything_occurs() -> None:
    report = markdown_report(eventful())
    for title in (
        "# Audit: 3 findings: 2 critical, 1 medium",
        "## Findings",
        "## Notes, which do not count",
        "## Suppressed, and not counted",
        "## Which companions are stale in here?",
        "## Timeline of ",
        "## What this rests on",
    ):
        assert f"\n{title}" in f"\n{report}"
    assert "* Cannot tell: Whether the server showed a newer list." in report
    assert "* Not audited: absent: expected a readable file" in report
    assert "2 timelines left out" in report
    assert "3 events of 15550100001" in report
    assert "| LIST-3 | **fail** |" in report
    assert " LIST-3 (suppressed) |" in report
    assert "| **explained** | mdaudit explain LIST-7 |" in report


def test_texts_are_shown_as_they_are() -> None:
    assert escaped("www.example.org") == "www\\.example.org"
    assert escaped("a: b/c-d (e) 1.") == "a: b/c-d (e) 1."
