"""What users do about keys: they compare security codes, and confirm a change that they read of."""

from mdaudit.spec.verification.comparing import compare_codes, confirm_change
from tests.generated.days import announce, change_phone, in_a_row, write
from tests.generated.play import ALICE, CLIENT, Deed, Play


def compare(play: Play) -> None:
    """The users compare, if that was never done, or if there was word of a change since."""
    known = play.diary.about(ALICE)
    told = known["pins"][-1]["shown_to_user"]
    marked = known["verified"] is not None
    if play.state.verified(CLIENT, ALICE) or (marked and not told):
        return
    play.wait()
    if play.do(compare_codes, CLIENT, ALICE):
        play.diary.marked(play.clock, ALICE, play.state.pin(CLIENT, ALICE))


def go_on(play: Play) -> None:
    """The user, who was told of a change, confirms it without comparing."""
    if play.state.unconfirmed(CLIENT, ALICE) and play.played.waits(ALICE):
        play.wait()
        play.happen(confirm_change, CLIENT, ALICE)
        play.diary.about(ALICE)["confirmations"].append(play.clock)


CODES: tuple[Deed, ...] = (
    *(compare, compare, go_on),
    in_a_row(compare, change_phone, announce, write),
)
"""What users do about keys on any day."""
