"""The examples in docstrings hold."""

import doctest
import importlib

from tests.repository.checkout import FOLDERS, ROOT, import_name, modules


def test_the_examples_in_docstrings_hold() -> None:
    failed = {
        file.relative_to(ROOT).as_posix(): doctest.testmod(
            importlib.import_module(import_name(file))
        ).failed
        for file in modules(*FOLDERS)
        if ">>> " in file.read_text(encoding="utf-8")
    }
    assert [file for file in failed if failed[file]] == []
