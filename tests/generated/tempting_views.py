"""Occasions for a device of Alice's to state other keys than there are, or another hash of them."""

from mdaudit.spec.adversary import corrupt
from mdaudit.spec.consistency.views import forge_view
from mdaudit.spec.sorts import IdentityKey, Index
from mdaudit.spec.state.signed import Certificate, list_time
from tests.generated.days import known_companion
from tests.generated.lies import stranger
from tests.generated.play import ALICE, CLIENT, Play
from tests.generated.views import known_keys, state_unsorted, tell


def another_key_for_an_index(play: Play) -> None:
    """Alice's companion, taken over, says that its index has another key."""
    companion = known_companion(play)
    index, key = speaker = _place(companion)
    s, other = play.state, stranger(play)
    play.happen(corrupt, key)
    view = (s.pin(CLIENT, ALICE), s.pinned_life(CLIENT, ALICE), index, other)
    play.happen(forge_view, key, *view)
    keys = known_keys(play, CLIENT, ALICE) | {index: other}
    tell(play, ALICE, speaker, list_time(s.held(CLIENT, ALICE)), keys)


def hash_in_another_order(play: Play) -> None:
    """Alice's companion does not sort the keys before it hashes them."""
    companion = known_companion(play)
    named = list_time(play.state.held(CLIENT, ALICE))
    state_unsorted(play, ALICE, _place(companion), named, known_keys(play, CLIENT, ALICE))


def _place(companion: Certificate) -> tuple[Index, IdentityKey]:
    return companion.certificate_index, companion.certificate_key
