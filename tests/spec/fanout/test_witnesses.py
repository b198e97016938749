"""The witnesses of the fan-out reach whom they say."""

from __future__ import annotations

from mdaudit.spec.device_list.witnesses import ALICE, BOB
from mdaudit.spec.fanout.witnesses import one_message_reaches_all_devices
from mdaudit.spec.policy import IN_DAYS


def test_one_message_has_a_copy_for_every_device_but_the_sending_one() -> None:
    copied = one_message_reaches_all_devices.run(IN_DAYS).state.copied.rows
    reached = {account: set() for account in (ALICE, BOB)}  # type: dict[str, set[int]]
    for _, account, index, _ in copied:
        reached[account].add(index)
    assert reached == {ALICE: {0, 1, 2, 3, 4}, BOB: {1, 2, 3, 4}}
    assert len(copied) == 9
