"""The first section of the page: remarks stand together by input and by what they are about."""

from dataclasses import replace

from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.reports.html_summary import summary
from tests.audit_cli.honest import honest
from tests.audit_cli.reports.eventful import eventful
from tests.audit_cli.verdicts import audited


def remarked(**remarks: tuple[str, ...]) -> Report:
    """Return a report on inputs with these remarks."""
    report = audited(honest())
    (given,) = report.inputs
    report.inputs = [replace(given, name=name, remarks=said) for name, said in remarks.items()]
    return report


def shown(report: Report) -> str:
    return "".join(summary(report))


def test_a_quiet_report_has_no_remarks() -> None:
    assert "<h3>" not in shown(audited(honest()))


def test_what_is_not_audited_and_what_is_remarked_have_headings_of_their_own() -> None:
    text = shown(eventful())
    headings = (
        "What could not be audited",
        "Remarks on single inputs",
        "Remarks on this report",
    )
    places = [text.index(f"<h3>{heading}</h3>") for heading in headings]
    problem, policy = text.index("absent: expected"), text.index("It names thresholds")
    unused = text.index("is about nothing here")
    assert places[0] < problem < places[1] < policy < places[2] < unused


def test_each_input_has_its_remarks_in_one_place() -> None:
    text = shown(remarked(a=("One.", "Two."), b=(), c=("Three.",)))
    assert "<dt>a</dt><dd><ul><li>One.</li><li>Two.</li></ul></dd><dt>c</dt><dd>" in text
    assert "<dt>b</dt>" not in text


def test_what_is_true_of_several_inputs_is_said_once() -> None:
    text = shown(remarked(a=("One.", "Only here."), b=("Two.",), c=("One.",)))
    assert "<dt>One.</dt><dd>a, c</dd>" in text
    assert "<dt>a</dt><dd><ul><li>Only here.</li></ul></dd>" in text
    assert text.count("One.") == 1
    assert text.index("Remarks on several inputs") < text.index("Remarks on single inputs")
