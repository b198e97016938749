"""App state goes on patch by patch, under keys that are still good."""

from __future__ import annotations

import pytest

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    LAPTOP,
    LAPTOP_CERTIFICATE,
    LAPTOP_INDEX,
    PHONE,
)
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Duration, Time
from mdaudit.spec.state.app_state import Patch
from mdaudit.spec.sync.channel import take_app_state_key
from mdaudit.spec.sync.patches import (
    begin_app_state_again,
    forge_patch,
    replay_patch,
    write_patch,
    write_patch_as_companion,
)
from mdaudit.spec.sync.witnesses import (
    ANEW,
    FIRST_KEY,
    FORGED,
    LAPTOPS_CLIENT,
    MUTED,
    SECOND_KEY,
    SNAPSHOT,
    a_snapshot_is_replayed,
    a_tablet_is_removed,
    patch,
    the_laptop_begins_again,
)

FROM_THE_PHONE = (LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE)
"""The laptop gets something from its primary."""


@pytest.fixture
def run() -> Run:
    return a_snapshot_is_replayed.run(IN_DAYS)


def test_the_next_patch_is_replayed(run: Run) -> None:
    run.do(write_patch, ALICE, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))
    assert run.state.last_patch(LAPTOPS_CLIENT) == MUTED
    assert run.state.replayed_on(LAPTOPS_CLIENT, MUTED) == SNAPSHOT


@pytest.mark.parametrize(
    "wrong",
    [
        patch("a gap", 3, "settings", "later settings"),
        patch("the same version", 1, "settings", "other settings"),
        patch("another state", 2, "other settings", "later settings"),
        SNAPSHOT,
    ],
    ids=str,
)
def test_what_does_not_continue_the_state_is_refused(run: Run, wrong: Patch) -> None:
    if wrong is not SNAPSHOT:
        run.do(write_patch, ALICE, wrong)
    with pytest.raises(Refused, match="SYNC-2"):
        run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, wrong, Time(0))


def test_a_companion_does_not_write_over_a_gap(run: Run) -> None:
    gap = patch("a gap", 3, "settings", "later settings")
    with pytest.raises(Refused, match="SYNC-2"):
        run.do(write_patch_as_companion, LAPTOPS_CLIENT, FIRST_KEY, gap, Time(0))


def test_what_nobody_authenticated_is_refused(run: Run) -> None:
    with pytest.raises(Refused, match="SYNC-2"):
        run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))


def test_a_patch_under_a_removed_devices_key_is_refused() -> None:
    made = a_tablet_is_removed.run(IN_DAYS)
    made.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, SECOND_KEY, Time(2))
    with pytest.raises(Refused, match="SYNC-3"):
        made.do(replay_patch, LAPTOPS_CLIENT, SECOND_KEY, FORGED, Time(2))


def test_a_key_that_the_client_does_not_have_opens_nothing() -> None:
    made = a_tablet_is_removed.run(IN_DAYS)
    with pytest.raises(NotPossible, match="has the key"):
        made.do(replay_patch, LAPTOPS_CLIENT, SECOND_KEY, FORGED, Time(2))


def test_with_an_expired_own_list_app_state_stands_still(run: Run) -> None:
    run.do(write_patch, ALICE, MUTED)
    run.do(pass_time, Duration(35))
    with pytest.raises(Refused, match="FAN-2"):
        run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(35))


def test_after_a_removal_the_primary_does_not_write_under_the_old_key() -> None:
    made = a_tablet_is_removed.run(IN_DAYS)
    with pytest.raises(Refused, match="REV-3"):
        made.do(write_patch, ALICE, MUTED)


def test_the_adversary_writes_only_under_keys_that_it_has(run: Run) -> None:
    with pytest.raises(NotPossible, match="has the key"):
        run.do(forge_patch, ALICE, LAPTOP_CERTIFICATE, FIRST_KEY, MUTED)
    run.do(corrupt, LAPTOP_CERTIFICATE.certificate_key)
    run.do(forge_patch, ALICE, LAPTOP_CERTIFICATE, FIRST_KEY, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))


def test_a_companion_begins_again_from_its_primarys_snapshot(run: Run) -> None:
    run.do(write_patch, ALICE, ANEW)
    with pytest.raises(Refused, match="SYNC-2"):
        run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, ANEW, Time(0))
    run.do(begin_app_state_again, *FROM_THE_PHONE, FIRST_KEY, ANEW, Time(0))
    assert run.state.last_patch(LAPTOPS_CLIENT) == ANEW
    assert run.state.begun_from(LAPTOPS_CLIENT, ANEW) == PHONE
    assert run.state.own_data_pin(*FROM_THE_PHONE) == PHONE


@pytest.mark.parametrize("version", [0, 1, 2, 3])
def test_it_never_goes_back(version: int) -> None:
    made = the_laptop_begins_again.run(IN_DAYS)
    old = patch("a snapshot that was kept back", version, "", "old settings")
    made.do(write_patch, ALICE, old)
    with pytest.raises(Refused, match="SYNC-2"):
        made.do(begin_app_state_again, *FROM_THE_PHONE, FIRST_KEY, old, Time(0))


def test_it_never_begins_again_from_another_companion(run: Run) -> None:
    """A companion has the key as well; here one that is corrupt speaks to itself."""
    run.do(corrupt, LAPTOP)
    run.do(forge_patch, ALICE, LAPTOP_CERTIFICATE, FIRST_KEY, ANEW)
    the_laptop = (LAPTOPS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)
    with pytest.raises(NotPossible, match="over a session"):
        run.do(begin_app_state_again, *the_laptop, FIRST_KEY, ANEW, Time(0))
    run.do(accept_device, *the_laptop, LAPTOP_CERTIFICATE, NO_KEY)
    with pytest.raises(Refused, match="SYNC-1"):
        run.do(begin_app_state_again, *the_laptop, FIRST_KEY, ANEW, Time(0))


def test_an_honest_primary_sends_only_what_it_wrote(run: Run) -> None:
    """Not what a companion wrote, whose code is as good."""
    run.do(corrupt, LAPTOP)
    run.do(forge_patch, ALICE, LAPTOP_CERTIFICATE, FIRST_KEY, ANEW)
    with pytest.raises(NotPossible, match="sends what it wrote"):
        run.do(begin_app_state_again, *FROM_THE_PHONE, FIRST_KEY, ANEW, Time(0))
    run.do(corrupt, PHONE)
    run.do(begin_app_state_again, *FROM_THE_PHONE, FIRST_KEY, ANEW, Time(0))


def test_what_nobody_authenticated_is_no_beginning(run: Run) -> None:
    run.do(corrupt, PHONE)
    with pytest.raises(Refused, match="SYNC-2"):
        run.do(begin_app_state_again, *FROM_THE_PHONE, FIRST_KEY, ANEW, Time(0))


def test_it_does_not_begin_again_under_a_removed_devices_key() -> None:
    made = a_tablet_is_removed.run(IN_DAYS)
    made.do(take_app_state_key, *FROM_THE_PHONE, SECOND_KEY, Time(2))
    made.do(corrupt, PHONE)
    with pytest.raises(Refused, match="SYNC-3"):
        made.do(begin_app_state_again, *FROM_THE_PHONE, SECOND_KEY, FORGED, Time(2))
