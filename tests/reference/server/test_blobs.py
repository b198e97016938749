"""Blobs are found by their SHA-256, for 30 days."""

from hashlib import sha256

import pytest

from mdaudit.reference.server.mailboxes import KEPT
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World

CONTENT = b"an encrypted bundle"
PATH = f"/blobs/{sha256(CONTENT).hexdigest()}"


def test_who_knows_the_digest_gets_the_blob(phone: Phone, laptop: Companion) -> None:
    for _ in range(2):
        phone.ask("PUT", PATH, CONTENT)
    assert laptop.ask("GET", PATH) == CONTENT


def test_another_digest_is_refused(phone: Phone) -> None:
    with pytest.raises(RefusedError, match="400 another digest"):
        phone.ask("PUT", PATH, b"something else")
    with pytest.raises(RefusedError, match="404 unknown blob"):
        phone.ask("GET", PATH)


def test_the_own_account_deletes_it(phone: Phone, laptop: Companion, bob: Phone) -> None:
    phone.ask("PUT", PATH, CONTENT)
    bob.ask("DELETE", PATH)
    assert laptop.ask("GET", PATH) == CONTENT
    laptop.ask("DELETE", PATH)
    with pytest.raises(RefusedError, match="404 unknown blob"):
        phone.ask("GET", PATH)


def test_it_is_kept_for_30_days(world: World, phone: Phone) -> None:
    phone.ask("PUT", PATH, CONTENT)
    world.later(KEPT)
    phone.token = phone.log_in()
    assert phone.ask("GET", PATH) == CONTENT
    world.later(1)
    with pytest.raises(RefusedError, match="404 unknown blob"):
        phone.ask("GET", PATH)
