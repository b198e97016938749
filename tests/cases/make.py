"""Write the corpus: a folder for each case, always the same bytes.

    python -m tests.cases.make

A case that is not declared any more is removed. Nothing else in the folder is touched.
"""

from importlib import import_module
from pathlib import Path
from shutil import rmtree

from tests.cases.making.case import CASES, Case

FOLDER = Path(__file__).parent
PARTS = (
    "lists",
    "devices",
    "conduct",
    "one_second",
    "sent_again",
    "received",
    "identities",
    "linking",
    "uncollected",
    "notes",
    "mixtures",
    "recorded",
)
"""The files that declare cases."""


def cases() -> list[Case]:
    """Return all cases, each declared once."""
    for part in PARTS:
        import_module(f"tests.cases.making.{part}")
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names), "two cases have one name"
    return CASES


def committed() -> dict[str, dict[str, bytes]]:
    """Return the files of every case folder that is there."""
    return {
        readme.parent.name: {file.name: file.read_bytes() for file in readme.parent.iterdir()}
        for readme in FOLDER.glob("*/README.md")
    }


def made() -> dict[str, dict[str, bytes]]:
    """Return the files of every case folder that should be there."""
    return {case.name: case.contents() for case in cases()}


def write() -> None:
    """Bring the folder up to date."""
    expected, there = made(), committed()
    for name in there.keys() - expected.keys():
        rmtree(FOLDER / name)
    for name, files in expected.items():
        if there.get(name) != files:
            if name in there:
                rmtree(FOLDER / name)
            (FOLDER / name).mkdir()
            for file, content in files.items():
                (FOLDER / name / file).write_bytes(content)


if __name__ == "__main__":
    write()
