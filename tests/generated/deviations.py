"""For each rule, an occasion on which a client or owner without it does what others can see.

Each is a small scene that ends in an offer, or in an act, that only the rule forbids. `DEVIATIONS`
says who is then to blame, by the evidence format's own words: whoever signed what the rule forbids,
else whoever offered it, and the client that took it in or sent it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Blame
from tests.generated.play import Play
from tests.generated.tempting_again import (
    copy_for_a_later_device,
    copy_that_was_not_meant,
    two_copies_at_once,
)
from tests.generated.tempting_codes import (
    another_key_for_a_marked_contact,
    another_life_of_a_marked_contact,
    another_primary_for_the_own_account,
    own_list_without_the_client,
)
from tests.generated.tempting_copies import (
    copy_for_a_removed_device,
    device_that_is_not_listed_yet,
    expired_list,
    late_delivery,
    refusal_without_consequences,
    stream_of_hints,
    withheld_list,
)
from tests.generated.tempting_devices import (
    device_at_the_primarys_place,
    device_of_a_stranger,
    device_that_did_not_agree,
    device_with_a_key_along,
    device_with_its_own_authority,
    device_without_evidence,
    hint_from_the_future,
    second_key_for_an_index,
)
from tests.generated.tempting_groups import (
    holder_outside_the_fan_out,
    holder_that_nobody_saw_leave,
    key_for_somebody_outside,
    key_of_a_device_that_went,
)
from tests.generated.tempting_letters import (
    message_of_a_removed_device,
    message_that_comes_twice,
    message_with_another_name,
    words_in_the_users_mouth,
)
from tests.generated.tempting_lists import (
    current_index_that_falls,
    hosted_list,
    index_above_the_current_one,
    index_that_returns,
    list_from_the_future,
    list_of_a_stranger,
    list_with_its_own_authority,
    old_list_after_expiry,
    old_list_of_another_life,
    replayed_list,
    two_lists_of_one_time,
)
from tests.generated.tempting_notices import (
    notice_without_a_list,
    removal_that_was_only_asked_for,
)
from tests.generated.tempting_own_data import history_of_a_stranger, key_of_a_removed_companion
from tests.generated.tempting_owners import (
    fifth_companion,
    index_given_twice,
    list_that_its_clock_did_not_date,
    two_lists_under_one_date,
)
from tests.generated.tempting_views import another_key_for_an_index, hash_in_another_order

SERVER, OWNER, DEVICE = Blame.SERVER, Blame.PRIMARY_KEY, Blame.DEVICE_KEY
THE_CLIENT, UNKNOWN = Blame.CLIENT, Blame.UNKNOWN


@dataclass(frozen=True)
class Deviation:
    """A rule that somebody does not follow."""

    tempt: Callable[[Play], None]
    blame: tuple[Blame, ...]
    without: tuple[str, ...] = ()
    """What else has to be off, for the rule to be the one that would have said no."""
    found_as: str = ""
    """The rule that is then broken, where it is another one than the rule that is off."""
    companion: bool = False
    """The client has to be a laptop."""

    def weakening(self, name: str) -> Weakening:
        """Return what is off, for a deviation of this name."""
        off, _, _ = name.partition(" ")
        return Weakening.parse((off, *self.without))

    def rule(self, name: str) -> str:
        """Return the rule that an auditor finds broken."""
        return self.found_as or rule_off(name)


def rule_off(name: str) -> str:
    """Return the rule that is off, or weaker, in a deviation of this name."""
    return name.partition(" ")[0].partition(":")[0]


DEVIATIONS: Final = {
    "LINK-5": Deviation(fifth_companion, (OWNER,)),
    "OWN-1": Deviation(two_lists_under_one_date, (OWNER,)),
    "OWN-1 by another clock": Deviation(list_that_its_clock_did_not_date, (OWNER,)),
    "OWN-2": Deviation(index_given_twice, (OWNER,)),
    "LIST-1": Deviation(list_of_a_stranger, (UNKNOWN, THE_CLIENT)),
    "LIST-2": Deviation(old_list_of_another_life, (SERVER, THE_CLIENT)),
    "LIST-3": Deviation(replayed_list, (SERVER, THE_CLIENT)),
    "LIST-4": Deviation(two_lists_of_one_time, (OWNER, THE_CLIENT)),
    "LIST-5": Deviation(list_from_the_future, (UNKNOWN, THE_CLIENT)),
    "LIST-6": Deviation(index_above_the_current_one, (OWNER, THE_CLIENT)),
    "LIST-7": Deviation(index_that_returns, (OWNER, THE_CLIENT)),
    "LIST-8": Deviation(expired_list, (THE_CLIENT,)),
    "LIST-9": Deviation(old_list_after_expiry, (THE_CLIENT,)),
    "LIST-10": Deviation(refusal_without_consequences, (THE_CLIENT,)),
    "DEV-0": Deviation(device_at_the_primarys_place, (OWNER, THE_CLIENT), ("DEV-7",)),
    "DEV-1": Deviation(device_of_a_stranger, (UNKNOWN, THE_CLIENT)),
    "DEV-2": Deviation(device_that_did_not_agree, (UNKNOWN, THE_CLIENT)),
    "DEV-3": Deviation(message_of_a_removed_device, (THE_CLIENT,), ("RCV-2",)),
    "DEV-4": Deviation(device_without_evidence, (SERVER, THE_CLIENT)),
    "DEV-5": Deviation(device_with_a_key_along, (UNKNOWN, THE_CLIENT)),
    "DEV-6": Deviation(hosted_list, (OWNER, THE_CLIENT)),
    "DEV-7": Deviation(second_key_for_an_index, (OWNER, THE_CLIENT)),
    "FAN-1": Deviation(copy_for_a_removed_device, (THE_CLIENT,)),
    "FAN-2": Deviation(expired_list, (THE_CLIENT,)),
    "FAN-3": Deviation(withheld_list, (THE_CLIENT,)),
    "FAN-4": Deviation(two_copies_at_once, (THE_CLIENT,)),
    "FAN-5": Deviation(words_in_the_users_mouth, (THE_CLIENT,)),
    "FAN-6": Deviation(copy_that_was_not_meant, (THE_CLIENT,)),
    "FAN-6:any-present-device": Deviation(copy_for_a_later_device, (THE_CLIENT,)),
    "GRP-1": Deviation(key_for_somebody_outside, (THE_CLIENT,), ("GRP-2",)),
    "GRP-2": Deviation(holder_outside_the_fan_out, (THE_CLIENT,)),
    "GRP-2:new-key-only-when-somebody-left": Deviation(holder_that_nobody_saw_leave, (THE_CLIENT,)),
    "GRP-3": Deviation(key_of_a_device_that_went, (THE_CLIENT,)),
    "RCV-1": Deviation(message_with_another_name, (THE_CLIENT,)),
    "RCV-2": Deviation(message_of_a_removed_device, (THE_CLIENT,), ("DEV-3",)),
    "RCV-3": Deviation(message_that_comes_twice, (THE_CLIENT,)),
    "ICDC-3": Deviation(another_key_for_an_index, (UNKNOWN,)),
    "ICDC-4": Deviation(hash_in_another_order, (DEVICE,)),
    "ICDC-2": Deviation(hint_from_the_future, (UNKNOWN,)),
    "VER-1": Deviation(another_key_for_a_marked_contact, (THE_CLIENT,)),
    "VER-1 in another life": Deviation(another_life_of_a_marked_contact, (THE_CLIENT,)),
    "VER-3": Deviation(another_key_for_a_marked_contact, (THE_CLIENT,)),
    "VER-5": Deviation(another_primary_for_the_own_account, (SERVER, THE_CLIENT), companion=True),
    "VER-5 when it writes": Deviation(own_list_without_the_client, (THE_CLIENT,), companion=True),
    "REV-1": Deviation(notice_without_a_list, (THE_CLIENT,)),
    "REV-2": Deviation(removal_that_was_only_asked_for, (OWNER,)),
    "SYNC-1": Deviation(history_of_a_stranger, (THE_CLIENT,)),
    "SYNC-3": Deviation(key_of_a_removed_companion, (THE_CLIENT,), companion=True),
    "SYNC-3:highest-epoch-is-enough": Deviation(
        key_of_a_removed_companion, (THE_CLIENT,), companion=True
    ),
    "LIST-1:trusts-the-embedded-key": Deviation(list_with_its_own_authority, (UNKNOWN, THE_CLIENT)),
    "LIST-6:own-current-index-is-the-mark": Deviation(
        current_index_that_falls, (OWNER, THE_CLIENT), found_as="LIST-7"
    ),
    "LIST-8:from-receipt": Deviation(late_delivery, (THE_CLIENT,)),
    "DEV-1:trusts-the-embedded-key": Deviation(
        device_with_its_own_authority, (UNKNOWN, THE_CLIENT), ("DEV-5",)
    ),
    "FAN-1:listed-or-above-the-mark": Deviation(device_that_is_not_listed_yet, (THE_CLIENT,)),
    "ICDC-2:every-hint-renews": Deviation(stream_of_hints, (THE_CLIENT,), found_as="FAN-3"),
}
"""By the rule that is off, or its weaker variant; each of a client or an owner.

Where one rule is broken in two ways, a name says after a blank which one it is.
"""
