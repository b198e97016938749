"""App state goes on patch by patch, under keys that are still good."""

from __future__ import annotations

import pytest

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.witnesses import ALICE, LAPTOP_CERTIFICATE, PHONE
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import PRIMARY, Duration, Time
from mdaudit.spec.state.app_state import Patch
from mdaudit.spec.sync.channel import take_app_state_key
from mdaudit.spec.sync.patches import (
    forge_patch,
    replay_patch,
    write_patch,
    write_patch_as_companion,
)
from mdaudit.spec.sync.witnesses import (
    FIRST_KEY,
    FORGED,
    LAPTOPS_CLIENT,
    MUTED,
    SECOND_KEY,
    SNAPSHOT,
    a_snapshot_is_replayed,
    a_tablet_is_removed,
    patch,
)


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
