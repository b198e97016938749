"""The style of the HTML report: what is written can be read, in light and in dark."""

import re

import pytest

from mdaudit.audit_cli.reports.html_style import STYLE

COLOURS = {
    name: dict(zip(("light", "dark"), pair, strict=True))
    for name, *pair in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", STYLE)
}
BACKGROUNDS = ("page", "panel")
TEXTS = sorted(COLOURS.keys() - {*BACKGROUNDS, "line", "held"})

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text at level AA."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return how far two colours are apart, from 1 to 21."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_every_text_stands_out_from_what_is_behind_it(background: str, theme: str) -> None:
    assert len(TEXTS) == 9
    behind = COLOURS[background][theme]
    assert [t for t in TEXTS if contrast(COLOURS[t][theme], behind) < ENOUGH] == []


def test_contrast_is_measured_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < ENOUGH
