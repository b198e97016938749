"""The HTML report in a real browser: it is drawn, it fits, and it complains of nothing.

Without Chromium these tests are skipped; with REQUIRE_BROWSER=1 they fail.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from PIL import Image

from mdaudit.audit_cli.reports.html_report import html_report
from tests.audit_cli.reports.eventful import eventful
from tests.fixtures.evidence.reports.make import golden

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
)
SIZES = [(1280, 900), (390, 844)]
"""A desk and a telephone, in pixels."""

PAPER = 600
"""A sheet of A4 between wide margins, in pixels."""

MEASURING = """
<title></title><iframe width="{width}" height="800" style="border: 0" srcdoc="{page}"></iframe>
<script>
  const frame = document.querySelector("iframe");
  frame.onload = () => {{
    document.title = frame.contentDocument.documentElement.scrollWidth;
  }};
</script>
"""
"""A page that shows another in a window of its own: Chromium's own is never narrower than 500."""

SCRIPT = "<script>document.title = 'it ran'</script>"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
TITLE = re.compile(r"<title>(.*?)</title>")

Browser = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """Return a way to open a page; what it printed on both channels comes back."""
    program = shutil.which("chromium")
    if program is None:
        missing = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        missing("chromium is not installed")

    def opened(text: str, *options: str) -> subprocess.CompletedProcess[str]:
        page = tmp_path / "page.html"
        page.write_text(text, encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        return subprocess.run(
            [program, *OPTIONS, profile, *options, page.as_uri()],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return opened


def sized(width: int, height: int) -> str:
    return f"--window-size={width},{height}"


def complaints(ran: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what a page wrote to the console, which this one never does of itself."""
    return [line for line in ran.stderr.splitlines() if "CONSOLE" in line]


def width_of(browser: Browser, text: str, width: int) -> int:
    """Return how wide a page is in a window of this width."""
    page = escape(POLICY.sub("", text))
    ran = browser(MEASURING.format(width=width, page=page), "--dump-dom")
    title = TITLE.search(ran.stdout)
    assert title
    return int(title[1])


@pytest.mark.parametrize("size", SIZES)
def test_it_is_drawn_without_complaint(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    picture = tmp_path / "picture.png"
    ran = browser(
        golden("replayed", "html").read_text(encoding="utf-8"),
        sized(*size),
        f"--screenshot={picture}",
    )
    assert complaints(ran) == []
    with Image.open(picture) as image:
        assert image.size == size
        colours = image.convert("RGB").getcolors(maxcolors=2**24)
    assert colours is not None
    assert len(colours) > 50
    assert max(count for count, _ in colours) < 0.98 * size[0] * size[1]


@pytest.mark.parametrize("width", [width for width, _ in SIZES])
def test_it_is_no_wider_than_its_window_whatever_names_are_like(
    browser: Browser, width: int
) -> None:
    text = html_report(eventful())
    assert width_of(browser, text, width) == width
    wide = text.replace("<main", '<div style="width: 3000px">wide</div><main')
    assert width_of(browser, wide, width) > width


def test_on_paper_nothing_is_wider_than_the_page(browser: Browser) -> None:
    printed = html_report(eventful()).replace("@media print", "@media all")
    assert width_of(browser, printed, PAPER) == PAPER
    wide = printed.replace("min-width: 0; }\n  .inputs", "min-width: 60rem; }\n  .inputs")
    assert width_of(browser, wide, PAPER) > PAPER


def test_it_prints(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    browser(html_report(eventful()), f"--print-to-pdf={file}")
    pages = file.read_bytes().count(b"/Type /Page\n")
    assert 2 <= pages <= 12


def test_its_policy_stops_a_script(browser: Browser) -> None:
    text = html_report(eventful()).replace("</main>", f"</main>{SCRIPT}")
    ran = browser(text, "--dump-dom")
    title = TITLE.search(ran.stdout)
    assert title
    assert title[1].startswith("Audit: ")
    assert any("Content Security Policy" in line for line in complaints(ran))


@pytest.mark.parametrize(("theme", "is_dark"), [("light", False), ("dark", True)])
def test_its_reader_chooses_light_or_dark(
    browser: Browser, tmp_path: Path, theme: str, *, is_dark: bool
) -> None:
    text = html_report(eventful())
    chosen = text.replace(' checked="checked"', "").replace(
        f'id="{theme}"', f'id="{theme}" checked="checked"'
    )
    assert chosen != text
    picture = tmp_path / "picture.png"
    browser(chosen, sized(600, 600), f"--screenshot={picture}")
    with Image.open(picture) as image:
        red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    assert (max(red, green, blue) < 128) == is_dark
