"""What the server says of one's devices stands beside what was signed."""

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.lists.removing import remove
from mdaudit.reference.client.own.devices import OwnDevice, own_devices
from mdaudit.reference.protocol import account
from mdaudit.spec.sorts import Index
from tests.reference.client.newcomers import (
    adopted,
    approved,
    begun,
    linked,
    new_device,
    registered,
)
from tests.reference.client.town import Town
from tests.reference.scene import START


def test_names_times_and_marks(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        with remote_of(laptop) as remote, remote.mailbox():
            town.later(60)
        with remote_of(phone) as remote:
            seen = own_devices(phone, remote)
        assert seen == [
            OwnDevice(
                device=0,
                this=True,
                listed=True,
                signed_back=None,
                known_to_server=True,
                name="phone",
                platform="test",
                linked_at=START,
                last_use=seen[0].last_use,
            ),
            OwnDevice(
                device=1,
                this=False,
                listed=True,
                signed_back=False,
                known_to_server=True,
                name="laptop",
                platform="test",
                linked_at=START + 1,
                last_use=seen[1].last_use,
            ),
        ]
        assert (seen[1].last_use or 0) >= START + 1
        with remote_of(laptop) as remote:
            this = own_devices(laptop, remote)[1]
        assert (this.this, this.signed_back) == (True, None)


def test_a_device_that_was_approved_and_never_came_is_shown(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        attempt = begun(laptop)
        approved(phone, laptop, attempt)
        adopted(laptop, attempt)
        with remote_of(phone) as remote:
            _, approved_only = own_devices(phone, remote)
        assert (approved_only.device, approved_only.listed) == (1, True)
        assert (approved_only.known_to_server, approved_only.signed_back) == (False, False)


def test_a_device_that_the_list_does_not_name_is_marked(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented = account.OwnDevices((account.OwnDevice(7, "a friend", "any", 5, None),))
    with registered(town) as phone, linked(town, phone), remote_of(phone) as remote:
        remove(phone, Index(1))
        monkeypatch.setattr(remote, "own_devices", lambda: invented)
        primary, stranger = own_devices(phone, remote)
        assert (primary.device, primary.known_to_server, primary.listed) == (0, False, True)
        assert (stranger.device, stranger.name) == (7, "a friend")
        assert (stranger.known_to_server, stranger.listed, stranger.last_use) == (True, False, None)
