"""Fixtures for comparisons."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit_cli.honest import Evidence

Files = Callable[[Evidence, Evidence], tuple[Path, Path]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return a way to write two inputs."""

    def write(first: Evidence, second: Evidence) -> tuple[Path, Path]:
        paths = tmp_path / "alpha.json", tmp_path / "beta.json"
        for path, evidence in zip(paths, (first, second), strict=True):
            path.write_text(json.dumps(evidence), encoding="utf-8")
        return paths

    return write
