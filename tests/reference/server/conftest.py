"""The same tests on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from mdaudit.reference.server.database import Database
from mdaudit.reference.server.tables import METADATA
from tests.reference.scene import BOB
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.postgres import running
from tests.reference.server.world import World, world_on


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, on each system in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/server.db"
    url: str = request.getfixturevalue("postgres_url")
    emptied = Database.open(url)
    emptied.transact(
        lambda c: [c.execute(delete(table)) for table in reversed(METADATA.sorted_tables)]
    )
    emptied.close()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with world_on(database) as made:
        yield made


@pytest.fixture
def phone(world: World) -> Phone:
    """Alice's phone, registered."""
    return Phone(world).register()


@pytest.fixture
def laptop(phone: Phone) -> Companion:
    """Alice's laptop, linked as device 1."""
    return phone.link(1)


@pytest.fixture
def bob(world: World) -> Phone:
    """Bob's phone, registered."""
    return Phone(world, BOB).register()
