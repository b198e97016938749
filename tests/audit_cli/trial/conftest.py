"""Stores that a test may edit."""

from pathlib import Path

import pytest

from tests.fixtures.stores.make import Database, Folder, database


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the auth state."""
    return Folder(tmp_path / "auth")


@pytest.fixture
def store(tmp_path: Path) -> Database:
    """A database with a linked device."""
    return database(tmp_path / "store.db")
