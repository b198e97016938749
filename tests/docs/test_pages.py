"""The pages, built once with made-up results."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from specpages.fields import small_systems

from mdaudit.spec.chapters import CHAPTERS
from mdaudit.spec.registry import PROMISES, RULES, STEPS
from mdaudit.spec.state.system import functions
from tests.docs import sample
from tests.repository.checkout import PROGRAMS, ROOT


def build(source: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build pages as `make docs` does: a warning is an error."""
    return subprocess.run(
        [PROGRAMS / "sphinx-build", "-n", "-W", "-q", *options, source, target],
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs" / "_ext")},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    sample.write(folder, proved=sample.proofs(), attacked=sample.attacks())
    return folder


@pytest.fixture(scope="module")
def pages(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pages")
    result = build(ROOT / "docs", target, "-D", f"spec_records={records}")
    assert result.stderr == ""
    return target


def test_every_chapter_has_a_page(pages: Path) -> None:
    for chapter in CHAPTERS:
        assert (pages / f"{chapter.__name__.rpartition('.')[2]}.html").exists()


@pytest.mark.parametrize("page", ["rules", "chapters"])
def test_every_rule_has_an_anchor_that_stays(pages: Path, page: str) -> None:
    names = ["rules"] if page == "rules" else [c.__name__.rpartition(".")[2] for c in CHAPTERS]
    text = "".join((pages / f"{name}.html").read_text(encoding="utf-8") for name in names)
    anchors = set(re.findall(r'id="([^"]+)"', text))
    assert {rule.lower() for rule in RULES} <= anchors


def test_the_bullet_of_a_rule_links_to_the_rule(pages: Path) -> None:
    text = (pages / "device_list.html").read_text(encoding="utf-8")
    assert re.search(r'<strong><a [^>]*href="#list-3"[^>]*><span [^>]*>LIST-3</span>', text)


def test_a_profile_names_what_is_not_proved_and_what_is_not_followed(pages: Path) -> None:
    text = (pages / "profiles.html").read_text(encoding="utf-8")
    told = " ".join(re.sub("<[^>]*>", "", text).split())
    assert "documented: Rules that a public document states" in told
    assert "Not proved: promise 1. Shaken: promise 2." in told
    assert "LIST-7: inferred: the client's side" in told


def test_every_promise_and_step_is_shown_in_its_chapter(pages: Path) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in pages.glob("*.html"))
    anchors = set(re.findall(r'id="([^"]+)"', text))
    assert {f"promise-{number}" for number in PROMISES} <= anchors
    assert {f"step-{name.replace('_', '-')}" for name in STEPS} <= anchors


def test_a_promise_says_of_which_kind_it_is(pages: Path) -> None:
    text = (pages / "promises.html").read_text(encoding="utf-8")
    told = " ".join(re.sub("<[^>]*>", " ", text).split())
    for promise in PROMISES.values():
        row = f"promise {promise.number} {promise.title} {promise.kind.value} proved, 2 questions"
        assert row in told
    assert "change : The states before and after a step." in told


def test_a_small_system_is_shown_where_it_is_defined(pages: Path) -> None:
    text = (pages / "linking.html").read_text(encoding="utf-8")
    assert set(small_systems()) == {"Exchange", "CodeLinking", "Network", "PhoneCentred"}
    for name in functions(small_systems()["Exchange"]):
        assert f'id="exchange-{name.replace("_", "-")}"' in text
    assert "account_signed" in text
    assert 'href="#exchange-knows"' in text, "a step refers to what it changes in its own system"


MARKUP = re.compile(r"\.\. [a-z-]+::|:[a-z]+:`|\{[a-z]+\}`|```")
CODE = re.compile(r"<(pre|code|script|style)\b.*?</\1>", re.DOTALL)


def markup(page: str) -> list[str]:
    """Return what a page shows that should have been read: directives and roles."""
    return MARKUP.findall(re.sub("<[^>]*>", "", CODE.sub("", page)))


def test_no_page_shows_its_markup(pages: Path) -> None:
    shown = {file.name: markup(file.read_text(encoding="utf-8")) for file in pages.glob("*.html")}
    assert {name: found for name, found in shown.items() if found} == {}


def test_markup_on_a_page_is_noticed() -> None:
    page = "<p>.. list-table::</p><pre>.. note::</pre><li>see :rule:`A-1` and {rule}`A-1`</li>"
    assert markup(page) == [".. list-table::", ":rule:`", "{rule}`"]


def test_a_page_loads_nothing_from_elsewhere(pages: Path) -> None:
    for file in pages.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert (
            re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//', text) == []
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":rule:`LIST-99`", "there is no rule LIST-99"),
        (":promise:`99`", "there is no promise 99"),
        (".. chapter:: nothing", "there is no chapter nothing"),
        (".. state:: Nothing", "there is no system Nothing"),
    ],
)
def test_what_does_not_exist_breaks_the_build(
    records: Path, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "index.rst").write_text(f"Page\n====\n\n{text}\n")
    only_ours = ["-C", "-D", "extensions=specpages", "-D", f"spec_records={records}"]
    result = build(tmp_path, tmp_path / "_build", *only_ours)
    assert result.returncode != 0
    assert message in result.stderr


def test_a_missing_result_breaks_the_build(tmp_path: Path) -> None:
    result = build(ROOT / "docs", tmp_path / "pages", "-D", f"spec_records={tmp_path}")
    assert result.returncode != 0
    assert "Recorded results: attacks.json is missing" in result.stderr
