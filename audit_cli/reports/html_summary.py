"""The first section of the page: how much was found, in what, and what to know about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdaudit.audit_cli.audited_input import Input
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.reports.element import Markup, element
from mdaudit.audit_cli.reports.html_parts import items, pairs, table
from mdaudit.audit_cli.reports.words import not_used, shortened
from mdaudit.audit_cli.severity import Severity


def summary(report: Report) -> Iterator[Markup]:
    """The parts of the section, each under a heading of its own where it may be missing."""
    yield _tiles(report)
    rows = [(given.name, given.kind, given.digest) for given in report.inputs]
    yield table("What was audited", ("input", "kind", "SHA-256"), rows, "inputs")
    if report.problems:
        yield element("h3", "What could not be audited")
        yield items(report.problems)
    shared, single = _remarks(report.inputs)
    if shared:
        yield element("h3", "Remarks on several inputs")
        yield pairs(((each, ", ".join(names)) for each, names in shared.items()), "remarks")
    if single:
        yield element("h3", "Remarks on single inputs")
        yield pairs(((name, items(said)) for name, said in single.items()), "remarks")
    sentences = (*shortened(report), *not_used(report))
    if sentences:
        yield element("h3", "Remarks on this report")
        yield items(sentences)


def _tiles(report: Report) -> Markup:
    levels = [level for level in reversed(Severity) if level is not Severity.NOTE]
    found = report.found.counted
    numbers = {level.word: found[level] for level in levels}
    numbers |= {"notes": found[Severity.NOTE], "suppressed": report.hidden.counted.total()}
    return element(
        "ul",
        *(
            element("li", element("b", str(number)), word, class_=word if number else None)
            for word, number in numbers.items()
        ),
        class_="tiles",
    )


def _remarks(inputs: Iterable[Input]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The inputs of each remark that several have in common, and the other remarks by input."""
    given: dict[str, list[str]] = {}
    for each in inputs:
        for remark in each.remarks:
            given.setdefault(remark, []).append(each.name)
    shared = {remark: names for remark, names in given.items() if len(names) > 1}
    single: dict[str, list[str]] = {}
    for remark, (name, *others) in given.items():
        if not others:
            single.setdefault(name, []).append(remark)
    return shared, single
