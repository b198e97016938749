"""A text's copies count when they were made, and it waits until the server has it."""

from mdaudit.reference.client.messages.bundles import Unreached
from mdaudit.reference.client.messages.progress import progress_of
from mdaudit.reference.client.messages.sending import SentText, send_text
from mdaudit.reference.client.messages.sent import forget_old
from mdaudit.spec.sorts import Message
from tests.reference.client.losing import partner
from tests.reference.client.town import Town
from tests.reference.scene import ALICE, BOB, DAY


def test_a_copy_that_followed_counts(town: Town) -> None:
    alice, bob = town.phone(ALICE), town.phone(BOB)
    alice.send(BOB, "hello")
    laptop = town.laptop(bob)
    sent = send_text(alice.device, alice.remote, BOB, "both of you")
    missed = SentText(sent.message, sent.copies, (), (Unreached(partner(laptop), "no keys"),))
    before = progress_of(alice.device, missed)
    assert (before.waits, before.more, before.sent) == (True, False, missed)
    alice.hand_over()
    after = progress_of(alice.device, missed)
    assert (after.waits, after.more) == (False, False)
    assert after.sent.copies == (partner(bob), partner(laptop))
    assert after.sent.unreached == ()


def test_of_a_text_that_is_kept_no_more_nothing_is_learned(town: Town) -> None:
    alice, _bob = town.phone(ALICE), town.phone(BOB)
    sent = alice.send(BOB, "hello")
    town.later(40 * DAY)
    forget_old(alice.device)
    assert progress_of(alice.device, sent).sent == sent
    assert not progress_of(alice.device, SentText(Message("0" * 32), (), (), ())).waits
