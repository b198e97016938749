"""Findings on the page: each as an article, and many of them under a table that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mdaudit.audit_cli.findings import Finding
from mdaudit.audit_cli.reports.element import Markup, element
from mdaudit.audit_cli.reports.html_parts import pairs, table
from mdaudit.audit_cli.reports.words import counted, details_of

MOST_AT_A_GLANCE: Final = 5
"""More findings than these have a table before them."""


def findings(found: Sequence[Finding], kind: str, *, counts: bool = True) -> Iterator[Markup]:
    """The findings; `kind` begins their ids."""
    if len(found) > MOST_AT_A_GLANCE:
        yield _by_rule(found, kind)
    for number, finding in enumerate(found, 1):
        yield _finding(finding, f"{kind}-{number}", counts=counts)


def _by_rule(found: Sequence[Finding], kind: str) -> Markup:
    """Which rules were broken how often, each with a link to its first finding."""
    places: dict[tuple[int, str, str], list[int]] = {}
    for number, finding in enumerate(found, 1):
        places.setdefault((-finding.severity, finding.rule, finding.title), []).append(number)
    rows = []
    for (_, rule, title), numbers in sorted(places.items(), key=lambda each: each[0][0]):
        first = found[numbers[0] - 1]
        link = element("a", counted(len(numbers), "finding"), href=f"#{kind}-{numbers[0]}")
        rows.append((_badge(first), link, rule, title))
    header = ("severity", "first of", "rule", "what it says")
    return table("By rule, the worst first", header, rows, "by-rule")


def _finding(finding: Finding, identifier: str, *, counts: bool) -> Markup:
    heading = element("h3", _badge(finding), f"{finding.rule} {finding.title}")
    details = pairs(details_of(finding, counts=counts).items())
    return element("article", heading, details, class_=finding.severity.word, id=identifier)


def _badge(finding: Finding) -> Markup:
    word = finding.severity.word
    return element("span", word, class_=f"badge {word}")
