"""Findings on the page: an article for each, or for many of one rule together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mdaudit.audit_cli.findings import Finding
from mdaudit.audit_cli.reports.element import Markup, element
from mdaudit.audit_cli.reports.html_parts import pairs, table
from mdaudit.audit_cli.reports.words import counted, details_of
from mdaudit.audit_cli.severity import Severity

MOST_APART: Final = 5
"""More findings than these, of one rule, share an article; more in all have a table before them."""


def findings(found: Sequence[Finding], kind: str, *, counts: bool = True) -> Iterator[Markup]:
    """The findings, the worst first; `kind` begins their ids."""
    groups = _by_rule(found)
    if len(found) > MOST_APART:
        yield _overview(groups, kind)
    for group in groups:
        name = _name(group, kind)
        if len(group) > MOST_APART:
            yield _together(group, name, counts=counts)
            continue
        for number, finding in enumerate(group):
            details = pairs(details_of(finding, counts=counts).items())
            yield _article(finding, f"{name}-{number}" if number else name, details)


def _by_rule(found: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of each rule and severity, the worst first."""
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in sorted(found, key=lambda each: -each.severity):
        groups.setdefault((finding.rule, finding.severity), []).append(finding)
    return list(groups.values())


def _name(group: Sequence[Finding], kind: str) -> str:
    """The id of a group, which is that of its first finding."""
    return f"{kind}-{group[0].rule}-{group[0].severity.word}"


def _overview(groups: Sequence[Sequence[Finding]], kind: str) -> Markup:
    """Which rules were broken how often, each with a link to its findings."""
    rows = []
    for group in groups:
        first = group[0]
        link = element("a", counted(len(group), "finding"), href=f"#{_name(group, kind)}")
        rows.append((_badge(first), link, first.rule, first.title))
    return table(
        "By rule, the worst first", ("severity", "how many", "rule", "title"), rows, "by-rule"
    )


def _together(group: Sequence[Finding], identifier: str, *, counts: bool) -> Markup:
    """Many findings of one rule: once what is the same of all, then a row for each."""
    details = [details_of(finding, counts=counts) for finding in group]
    first = details[0]
    labels = dict.fromkeys(label for each in details for label in each)
    same = {
        label for label in labels if all(each.get(label) == first.get(label) for each in details)
    }
    header = [label for label in labels if label not in same]
    rows = ([each.get(label, "-") for label in header] for each in details)
    shared = pairs((label, first[label]) for label in first if label in same)
    many = table(counted(len(group), "finding"), header, rows, "many")
    return _article(group[0], identifier, shared, many)


def _article(finding: Finding, identifier: str, *content: Markup) -> Markup:
    heading = element("h3", _badge(finding), f"{finding.rule} {finding.title}")
    return element("article", heading, *content, class_=finding.severity.word, id=identifier)


def _badge(finding: Finding) -> Markup:
    word = finding.severity.word
    return element("span", word, class_=f"badge {word}")
