"""No file tells where it was made: no path of a machine, no host of a package registry."""

import re
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT, files

# Written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.~<>/-])/(?:work|root|home|Users|mnt|opt)/\w")
REGISTRY = re.compile(
    r"py[p]i\.(?:org|python\.org)|python[h]osted\.org|registry\.np[m]js\.org|npm[j]s\.com",
    re.IGNORECASE,
)
PINS_AND_SCRIPTS = re.compile(r"\.lock$|^Makefile$|^\.ci/|^\.npmrc$|package(-lock)?\.json$")
"""The files that decide what is installed."""


def texts() -> list[tuple[str, str]]:
    """Return the name and content of every text file."""
    found = []
    for file in files():
        try:
            found.append((file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_path_of_a_machine() -> None:
    here = {str(ROOT), str(Path.home())} - {"/"}
    named = {
        name
        for name, text in texts()
        if MACHINE_PATH.search(text) or any(f"{path}/" in text for path in here)
    }
    assert named == set()


def test_no_file_names_a_registry() -> None:
    assert {name for name, text in texts() if REGISTRY.search(text)} == set()


def test_what_is_installed_comes_from_the_registry_that_the_user_has_set() -> None:
    choosing = {
        name
        for name, text in texts()
        if PINS_AND_SCRIPTS.search(name)
        and re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|^registry", text)
    }
    assert choosing == set()


@pytest.mark.parametrize("path", ["see /ho" + "me/someone/file", '"/op' + 't/wheels"'])
def test_a_path_of_a_machine_is_recognised(path: str) -> None:
    assert MACHINE_PATH.search(path)
