"""Occasions on which a device is presented, or speaks, that only one rule refuses."""

from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import PRIMARY, Index, Time
from mdaudit.spec.state.signed import NO_CERTIFICATE
from tests.generated.days import announce, deliver, known_companion, link, remove
from tests.generated.lies import forged_certificate, present, stranger, taken_over
from tests.generated.play import ALICE, CLIENT, Play


def device_at_the_primarys_place(play: Play) -> None:
    """A device that says it is device 0."""
    known_companion(play)
    present(play, forged_certificate(play, taken_over(play), PRIMARY))


def device_of_a_stranger(play: Play) -> None:
    """A device that another key certified, at an index that is free."""
    index = Index(play.state.mark(CLIENT, ALICE) + 50)
    present(play, forged_certificate(play, stranger(play), index))


def device_that_did_not_agree(play: Play) -> None:
    """A device that the owner claims, and that signed nothing."""
    known_companion(play)
    index = Index(play.state.mark(CLIENT, ALICE) + 50)
    present(play, forged_certificate(play, taken_over(play), index, consent=False))


def device_without_evidence(play: Play) -> None:
    """A device of which the server sends no certificate."""
    index = Index(play.state.mark(CLIENT, ALICE) + 50)
    play.present(ALICE, index, stranger(play), NO_CERTIFICATE)


def device_with_a_key_along(play: Play) -> None:
    """A genuine device, whose evidence comes with another account key."""
    announce(play)
    remove(play)
    shown = link(play)
    if shown is not None:
        deliver(play)
        present(play, shown, stranger(play))


def second_key_for_an_index(play: Play) -> None:
    """Another device, certified for the index of a known one."""
    index = known_companion(play).certificate_index
    present(play, forged_certificate(play, taken_over(play), index))


def device_with_its_own_authority(play: Play) -> None:
    """A device that another key certified, and that key comes along."""
    index = Index(play.state.mark(CLIENT, ALICE) + 50)
    signer = stranger(play)
    present(play, forged_certificate(play, signer, index), signer)


def hint_from_the_future(play: Play) -> None:
    """A companion says that there is a list of next month."""
    speaker = known_companion(play)
    later = Time(play.state.now + play.random.randint(2, 60) * DAY)
    play.hint(ALICE, ALICE, speaker.certificate_index, speaker.certificate_key, later)
