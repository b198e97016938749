"""The report as one HTML file: what it needs, what it lets run, and who can read it."""

from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from mdaudit.audit_cli.reports.html_report import MOST_ON_PAPER, html_report
from mdaudit.audit_cli.reports.html_style import STYLE
from tests.audit_cli.reports.eventful import PRINTED, RUNNING, eventful

VOID = {"meta", "input", "rect", "line", "path", "circle"}


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1] if self.open else "", data))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element with one of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    def count(self, name: str) -> int:
        """Return how many elements with this name there are."""
        return len(self.all(name))


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html_report(eventful()))


def test_every_element_is_closed_in_its_turn(page: Page) -> None:
    assert page.open == []
    assert page.text.startswith("<!doctype html>\n<html lang=")


def test_nothing_in_it_runs_or_is_fetched(page: Page) -> None:
    assert not {"script", "iframe", "object", "img", "link", "form", "base", "b "} & {
        tag for tag, _ in page.tags
    }
    attributes = [(name, value) for _, given in page.tags for name, value in given.items()]
    assert [name for name, _ in attributes if name.startswith("on") or name == "style"] == []
    assert [name for name, _ in attributes if name in {"src", "srcset", "action"}] == []
    links = [value or "" for name, value in attributes if name in {"href", "xlink:href"}]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_texts_of_the_evidence_are_texts(page: Page) -> None:
    assert [each for each in RUNNING if each in page.text] == []
    assert any(PRINTED in words for _, words in page.words)


def test_its_policy_allows_its_own_style_and_nothing_else(page: Page) -> None:
    (policy,) = (m["content"] for m in page.all("meta") if "http-equiv" in m)
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert [words for tag, words in page.words if tag == "style"] == [STYLE]


def test_ids_are_unique_and_what_is_referred_to_is_there(page: Page) -> None:
    ids = Counter(given["id"] for _, given in page.tags if "id" in given)
    assert [name for name, count in ids.items() if count > 1] == []
    links = [(given["href"] or "").removeprefix("#") for given in page.all("a")]
    labels = [given.get("aria-labelledby") or "" for _, given in page.tags]
    assert {*links, *" ".join(labels).split()} <= set(ids)


def test_a_screen_reader_finds_its_way(page: Page) -> None:
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert page.count(landmark) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.count("table") == page.count("caption") > 3
    assert all(head.get("scope") == "col" for head in page.all("th"))
    assert page.count("svg") == page.count("figure") == page.count("desc") == 2
    assert all(picture["role"] == "img" for picture in page.all("svg"))


def test_what_scrolls_can_be_reached_from_the_keyboard(page: Page) -> None:
    boxes = [given for given in page.all("div") if given.get("class") == "scroll"]
    assert boxes
    assert all(box["tabindex"] == "0" and box["aria-label"] for box in boxes)
    assert ":focus-visible" in STYLE


def test_it_has_light_dark_and_paper() -> None:
    assert "color-scheme: light dark" in STYLE
    assert "@media print" in STYLE


def test_pictures_that_paper_is_too_narrow_for_are_left_to_the_tables() -> None:
    report = eventful()
    first, *_ = report.timelines.kept
    assert 'class="wide"' not in html_report(report)
    many = first.events[:1] * (MOST_ON_PAPER + 1)
    report.timelines.kept[0] = replace(first, events=many)
    assert html_report(report).count('<figure class="wide">') == 1


def test_what_is_suppressed_says_so_in_words_and_has_no_colour(page: Page) -> None:
    marks = [text for tag, text in page.words if tag == "title" and "(suppressed)" in text]
    assert [text.endswith(" LIST-3 (suppressed)") for text in marks] == [True]
    assert '<span class="quiet">LIST-3 (suppressed)</span>' in page.text


def test_everything_occurs(page: Page) -> None:
    words = " ".join(text for _, text in page.words)
    for part in (
        "Audit: 3 findings: 2 critical, 1 medium",
        "Notes, which do not count",
        "Suppressed, and not counted",
        "(expired, so it counts)",
        "Which companions are stale in here?",
        "What could not be audited absent: expected a readable file",
        "2 timelines left out",
        "3 events of 15550100001",
        "which are not applied",
        "35 days",
    ):
        assert part in words
