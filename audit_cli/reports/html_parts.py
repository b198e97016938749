"""What pages are made of: tables, pairs, lists, and boxes that scroll by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mdaudit.audit_cli.reports.element import Markup, element, together


def table(caption: str, header: Sequence[str], rows: Iterable[Iterable[str]], kind: str) -> Markup:
    """A table with a caption; `kind` is its class."""
    head = element("tr", *(element("th", each, scope="col") for each in header))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    made = element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *body),
        class_=kind,
    )
    return scrolling(made, f"Table: {caption}")


def scrolling(content: Markup, label: str) -> Markup:
    """What may be wider than the screen scrolls by itself, also from the keyboard."""
    return element("div", content, class_="scroll", role="region", tabindex=0, aria_label=label)


def pairs(given: Iterable[tuple[str, str]], kind: str | None = None) -> Markup:
    """Labels with texts; `kind` is the class."""
    return element(
        "dl",
        *(together((element("dt", label), element("dd", text))) for label, text in given),
        class_=kind,
    )


def items(given: Iterable[str]) -> Markup:
    """A list."""
    return element("ul", *(element("li", item) for item in given))
