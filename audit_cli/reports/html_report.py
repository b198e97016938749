"""The report as one HTML file that needs nothing else: no network, no script, no other file.

Every text goes through `element`, which escapes it; the policy of the page allows its own style and
nothing more, so that even a mistake here would not run what evidence says.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby
from typing import Final

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.policy_words import in_words
from mdaudit.audit_cli.reports.element import Markup, element, together
from mdaudit.audit_cli.reports.html_style import STYLE
from mdaudit.audit_cli.reports.timeline_svg import timeline_svg
from mdaudit.audit_cli.reports.words import (
    EVENT_COLUMNS,
    details_of,
    event_row,
    found,
    left_out,
    not_used,
    shortened,
    titled,
    verdicts,
)
from mdaudit.audit_cli.results import Result
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timeline, Timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer

LEGEND: Final = (
    "Diamond: a primary's key was pinned or compared. Square: a list was shown, dashed if it was "
    "refused. Triangle: word of a list, or a notice. Circle: a device, a key or a message. A bar: "
    "the list held then names the index; dashed: it is not known whether it does. A thick ring "
    "with !: something was found."
)


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
        element("nav", _list(links), aria_label="Sections"),
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
    yield Section("summary", "Summary", (_tiles(report), *_facts(report)))
    failed = tuple(_finding(each) for each in report.failed)
    nothing = element("p", f"{found(report).capitalize()}.")
    yield Section("findings", "Findings", failed or (nothing,))
    yield Section("notes", "Notes, which do not count", tuple(map(_finding, report.notes)))
    suppressed = tuple(_finding(each, counts=False) for each in report.suppressed)
    yield Section("suppressed", "Suppressed, and not counted", suppressed)
    yield Section("answers", "Answers about a store", tuple(map(_answer, report.answers)))
    yield Section("timelines", "Timelines", tuple(_timelines(report.timelines)))
    yield Section("results", "Verdicts", tuple(_results(report.results)))
    yield Section("policy", "Policy", (_policy(report),))
    yield Section("assumptions", "What this rests on", (_list(ASSUMPTIONS),))


def _section(section: Section) -> Markup:
    heading = element("h2", section.title, id=f"{section.name}-title")
    return element(
        "section",
        heading,
        *section.parts,
        id=section.name,
        aria_labelledby=f"{section.name}-title",
    )


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


def _facts(report: Report) -> Iterator[Markup]:
    rows = [(given.name, given.kind, given.digest) for given in report.inputs]
    yield _table("What was audited", ("input", "kind", "SHA-256"), rows, "inputs")
    sentences = [f"{given.name}: {r}" for given in report.inputs for r in given.remarks]
    sentences += [f"Not audited: {problem}" for problem in report.problems]
    sentences += (*shortened(report), *not_used(report))
    if sentences:
        yield _list(sentences)


def _finding(finding: Finding, *, counts: bool = True) -> Markup:
    word = finding.severity.word
    heading = element(
        "h3",
        element("span", word, class_=f"badge {word}"),
        f"{finding.rule} {finding.title}",
    )
    return element(
        "article", heading, _pairs(details_of(finding, counts=counts).items()), class_=word
    )


def _answer(answer: DirectAnswer) -> Markup:
    because = (f"{point.words} ({', '.join(point.pointers)})" for point in answer.points)
    return element(
        "article",
        element("h3", answer.question),
        element("p", element("strong", answer.answer), f" ({answer.source})"),
        _list(because),
        element("p", "What a store cannot tell about it:", class_="quiet"),
        _list(answer.cannot_tell),
        class_="note",
    )


def _timelines(shown: Timelines) -> Iterator[Markup]:
    for number, timeline in enumerate(shown.kept, 1):
        yield _timeline(timeline, f"timeline-{number}")
    for sentence in left_out(shown):
        yield element("p", sentence)


def _timeline(shown: Timeline, identifier: str) -> Markup:
    title = titled(shown)
    rows = [_event(event) for event in shown.events]
    return element(
        "section",
        element("h3", title, id=identifier),
        element(
            "figure",
            _scrolling(timeline_svg(shown, identifier, title), f"Picture: {title}"),
            element("figcaption", LEGEND),
        ),
        _table(f"{title}: the events by number", EVENT_COLUMNS, rows, "timeline"),
        aria_labelledby=identifier,
    )


def _event(event: Event) -> tuple[str, ...]:
    *cells, rules = event_row(event)
    word = None if event.severity is None else event.severity.word
    return (*cells, element("span", rules, class_=word))


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
        yield _table(f"{account} in {source}", header, rows, "results")


def _policy(report: Report) -> Markup:
    bounds = asdict(report.policy).items()
    return _pairs((name.replace("_", " "), in_words(seconds)) for name, seconds in bounds)


def _table(caption: str, header: Sequence[str], rows: Iterable[Iterable[str]], kind: str) -> Markup:
    head = element("tr", *(element("th", each, scope="col") for each in header))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    table = element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *body),
        class_=kind,
    )
    return _scrolling(table, f"Table: {caption}")


def _scrolling(content: Markup, label: str) -> Markup:
    """What may be wider than the screen scrolls by itself, also from the keyboard."""
    return element("div", content, class_="scroll", role="region", tabindex=0, aria_label=label)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Markup:
    return element(
        "dl",
        *(together((element("dt", label), element("dd", text))) for label, text in pairs),
    )


def _list(items: Iterable[str]) -> Markup:
    return element("ul", *(element("li", item) for item in items))
