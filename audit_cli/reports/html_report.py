"""The report as one HTML file that needs nothing else: no network, no script, no other file.

Every text goes through `element`, which escapes it; the policy of the page allows its own style and
nothing more, so that even a mistake here would not run what evidence says.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby
from typing import Final

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.policy_words import in_words
from mdaudit.audit_cli.reports.element import Markup, element, together
from mdaudit.audit_cli.reports.html_findings import findings
from mdaudit.audit_cli.reports.html_parts import items, pairs, scrolling, table
from mdaudit.audit_cli.reports.html_style import STYLE
from mdaudit.audit_cli.reports.html_summary import summary
from mdaudit.audit_cli.reports.timeline_svg import timeline_svg
from mdaudit.audit_cli.reports.words import (
    EVENT_COLUMNS,
    event_row,
    found,
    left_out,
    suppressed_at,
    titled,
    verdicts,
)
from mdaudit.audit_cli.results import Result
from mdaudit.audit_cli.timeline import Event, Timeline, Timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer

LEGEND: Final = (
    "In the pictures, a diamond is a primary's key that was pinned or compared; a square a list "
    "that was shown, dashed if it was refused; a triangle word of a list, or a notice; a circle "
    "anything else. A bar says that the list held then names the index; dashed, that it may. A "
    "thick ring with ! says that something was found; what is suppressed has none."
)

MOST_ON_PAPER: Final = 20
"""Events of which a picture can still be read on paper; beyond it the table has to do."""

THEMES: Final = {"system": "as the system", "light": "light", "dark": "dark"}
"""The choices of colour, by the id that the style asks for."""


@dataclass(frozen=True)
class Section:
    """A part of the page, which the navigation names."""

    name: str
    """Its id."""
    title: str
    parts: tuple[Markup, ...]


def html_report(report: Report) -> str:
    """The whole report as one HTML document."""
    sections = [section for section in _sections(report) if section.parts]
    body = element(
        "body",
        element("a", "Skip to the report", href="#main", class_="skip"),
        _header(report, sections),
        element("main", *map(_section, sections), id="main", tabindex=-1),
        element("footer", element("p", f"Written by mdaudit {__version__}.")),
    )
    return f"<!doctype html>\n{element('html', _head(report), body, lang='en')}\n"


def _head(report: Report) -> Markup:
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    allowed = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=allowed),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"Audit: {found(report)}"),
        element("style", Markup(STYLE)),
    )


def _header(report: Report, sections: Iterable[Section]) -> Markup:
    links = (element("a", each.title, href=f"#{each.name}") for each in sections)
    return element(
        "header",
        element("h1", f"Audit: {found(report)}"),
        element("p", f"Rules: {verdicts(report)}.", class_="quiet"),
        element("nav", items(links), aria_label="Sections"),
        element(
            "fieldset",
            element("legend", "Colours"),
            *(_theme(name, words) for name, words in THEMES.items()),
        ),
    )


def _theme(name: str, words: str) -> Markup:
    checked = "checked" if name == "system" else None
    button = element("input", type="radio", name="colours", id=name, checked=checked)
    return element("label", button, f" {words}")


def _sections(report: Report) -> Iterator[Section]:
    yield Section("summary", "Summary", tuple(summary(report)))
    nothing = element("p", f"{found(report).capitalize()}.")
    failed = tuple(findings(report.failed, "finding"))
    yield Section("findings", "Findings", failed or (nothing,))
    notes = tuple(findings(report.notes, "note"))
    yield Section("notes", "Notes, which do not count", notes)
    suppressed = tuple(findings(report.suppressed, "hidden", counts=False))
    yield Section("suppressed", "Suppressed, and not counted", suppressed)
    yield Section("answers", "Answers about a store", tuple(map(_answer, report.answers)))
    yield Section("timelines", "Timelines", tuple(_timelines(report.timelines)))
    yield Section("results", "Verdicts", tuple(_results(report.results)))
    yield Section("policy", "Policy", (_policy(report),))
    yield Section("assumptions", "What this rests on", (items(ASSUMPTIONS),))


def _section(section: Section) -> Markup:
    heading = element("h2", section.title, id=f"{section.name}-title")
    return element(
        "section",
        heading,
        *section.parts,
        id=section.name,
        aria_labelledby=f"{section.name}-title",
    )


def _answer(answer: DirectAnswer) -> Markup:
    because = (f"{point.words} ({', '.join(point.pointers)})" for point in answer.points)
    return element(
        "article",
        element("h3", answer.question),
        element("p", element("strong", answer.answer), f" ({answer.source})"),
        items(because),
        element("p", "What a store cannot tell about it:", class_="quiet"),
        items(answer.cannot_tell),
        class_="note",
    )


def _timelines(shown: Timelines) -> Iterator[Markup]:
    if shown.kept:
        yield element("p", LEGEND, class_="quiet")
    for number, timeline in enumerate(shown.kept, 1):
        yield _timeline(timeline, f"timeline-{number}")
    for sentence in left_out(shown):
        yield element("p", sentence)


def _timeline(shown: Timeline, identifier: str) -> Markup:
    title = titled(shown)
    rows = [_event(event) for event in shown.lines]
    picture = scrolling(timeline_svg(shown, identifier, title), f"Picture: {title}")
    return element(
        "section",
        element("h3", title, id=identifier),
        element("figure", picture, class_="wide" if len(rows) > MOST_ON_PAPER else None),
        table(f"{title}: the events by number", EVENT_COLUMNS, rows, "timeline"),
        aria_labelledby=identifier,
    )


def _event(event: Event) -> tuple[str, ...]:
    """The row of an event; what does not count has no colour of a severity."""
    *cells, nothing = event_row(event)
    word = None if event.severity is None else event.severity.word
    counts = element("span", " ".join(event.rules), class_=word) if event.rules else ""
    hidden = element("span", " ".join(suppressed_at(event)), class_="quiet")
    shown = (counts, " ", hidden) if event.suppressed else (counts or nothing,)
    return (*cells, together(shown))


def _results(results: Iterable[Result]) -> Iterator[Markup]:
    for (source, account), group in groupby(results, key=lambda r: (r.source, r.account)):
        rows = [
            (
                result.rule,
                result.title,
                element("span", result.answer.value, class_=result.answer.value),
                str(result.judged),
                ", ".join(result.missing),
            )
            for result in group
        ]
        header = ("rule", "what it says", "verdict", "judged", "missing")
        yield table(f"{account} in {source}", header, rows, "results")


def _policy(report: Report) -> Markup:
    bounds = asdict(report.policy).items()
    return pairs((name.replace("_", " "), in_words(seconds)) for name, seconds in bounds)
