"""The wheel holds every file, the lock files are whole, and there is one version."""

import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from itertools import chain
from pathlib import Path

import pytest

from mdaudit.audit_cli import __version__
from tests.repository.checkout import FOLDERS, PROGRAMS, ROOT, files

LOCKS = ["requirements.lock", "requirements-dev.lock"]
REQUIREMENT = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel built from a copy, so that the checkout stays as it is."""
    copy = tmp_path_factory.mktemp("copy")
    for file in files():
        target = copy / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    subprocess.run(
        [PROGRAMS / "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", copy],
        cwd=copy,
        check=True,
    )
    (built,) = copy.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_the_wheel_holds_every_file_of_the_packages(wheel: zipfile.ZipFile) -> None:
    expected = {f"mdaudit/{file.relative_to(ROOT).as_posix()}" for file in files(*FOLDERS)}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == expected


def test_every_package_says_that_it_is_typed() -> None:
    assert [folder for folder in FOLDERS if not (ROOT / folder / "py.typed").exists()] == []


def test_the_wheel_carries_the_licence_and_the_version(wheel: zipfile.ZipFile) -> None:
    (about,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    fields = Parser().parsestr(wheel.read(about).decode())
    assert fields["Version"] == __version__
    assert fields["License-Expression"] == "Apache-2.0"
    assert [name for name in wheel.namelist() if name.endswith("/licenses/LICENSE")] != []


def test_the_changelog_starts_with_this_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == __version__


def test_the_readme_names_no_other_version() -> None:
    named = re.findall(r"mdaudit[ =]+v?(\d+\.\d+\.\d+)", (ROOT / "README.md").read_text())
    assert set(named) <= {__version__}


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions that a lock file names, a set for each distribution."""
    versions: dict[str, set[str]] = {}
    for entry in entries(ROOT / name):
        requirement = REQUIREMENT.fullmatch(entry.split(" --hash")[0])
        assert requirement, entry
        versions.setdefault(requirement["name"], set()).add(requirement["version"])
    return versions


def entries(lock: Path) -> list[str]:
    """Return the entries of a lock file, each joined to one line, without comments."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [entry for entry in joined.splitlines() if entry]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_distribution_is_pinned_by_hash(lock: str) -> None:
    assert [entry for entry in entries(ROOT / lock) if not HASH.search(entry)] == []
    assert locked(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert re.findall(r"--(?!hash=)\S+", "\n".join(entries(ROOT / lock))) == []


def test_the_two_lock_files_agree() -> None:
    small, large = (locked(lock) for lock in LOCKS)
    assert {name: large.get(name) for name in small} == small


def test_the_lock_files_name_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=~!; ]", requirement)[0] for requirement in requirements}

    small, large = (set(locked(lock)) for lock in LOCKS)
    assert names(project["dependencies"] + extras["prove"]) <= small
    assert names([*chain(*extras.values())]) - {"mdaudit"} <= large
