"""Nobody is accused in a thousand histories in which everybody follows the rules.

A history is a random run of the specification's steps, written down as one client saw it, with
real signatures. In further ones the server lies and an adversary signs with stolen keys, and still
the client, which follows the rules, is not blamed. Where evidence has gaps, of every kind and in
every combination, nobody honest is.
"""

from random import Random

import pytest

from tests.generated.attempts import Attempts, try_until_linked
from tests.generated.collecting import thinned
from tests.generated.daily import DAILY, live
from tests.generated.deviations import DEVIATIONS
from tests.generated.groups import close
from tests.generated.judged import (
    assert_client_is_not_blamed,
    assert_found,
    assert_nobody_is_blamed,
    assert_nothing_found,
)
from tests.generated.lies import LIES
from tests.generated.linking import Attempt, link
from tests.generated.play import Deed, Play
from tests.generated.written import Evidence

PARTS = range(10)
"""Parts of the histories, for several processors."""
HONEST, LINKING = 90, 10
"""Honest histories in each part: a thousand altogether."""
FURTHER = 30
"""Histories of each other kind in each part."""
LONGEST = 40


def history(kind: str, number: int, deeds: tuple[Deed, ...]) -> tuple[Evidence, Random]:
    """Return what a client has written down that follows all rules, and the source of chance."""
    random = Random(f"{kind} {number}")  # noqa: S311 - no secret
    play = Play(random)
    live(play, deeds, random.randint(1, LONGEST))
    close(play)
    assert not play.visible
    return play.evidence(), random


def tempted(number: int) -> tuple[Evidence, Random]:
    """Return what a client has written down that follows all rules when others give it occasion."""
    random = Random(f"tempted {number}")  # noqa: S311 - no secret
    occasion = random.choice(list(DEVIATIONS.values()))
    play = Play(random, companion=occasion.companion)
    live(play, DAILY, random.randint(0, LONGEST // 2))
    occasion.tempt(play)
    live(play, DAILY + LIES * 2, random.randint(0, LONGEST // 2))
    close(play)
    assert not play.visible
    return play.evidence(), random


def numbers(part: int, size: int) -> range:
    """Return the numbers of the histories in a part."""
    return range(part * size, (part + 1) * size)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_found_in_honest_histories(part: int) -> None:
    for number in numbers(part, HONEST):
        evidence, _ = history("honest", number, DAILY)
        assert_nothing_found(evidence)
    for number in numbers(part, LINKING):
        attempt = Attempt(Random(f"linking {number}"))  # noqa: S311 - no secret
        link(attempt)
        assert_nothing_found(attempt.evidence())
        attempts = Attempts(Random(f"attempts {number}"))  # noqa: S311 - no secret
        try_until_linked(attempts)
        assert_nothing_found(attempts.evidence())


@pytest.mark.parametrize("part", PARTS)
def test_an_honest_client_is_not_blamed_for_the_lies_of_others(part: int) -> None:
    for number in numbers(part, FURTHER // 2):
        for lived in (history("lies", number, DAILY + LIES * 2), tempted(number)):
            evidence, random = lived
            assert_client_is_not_blamed(evidence)
            assert_client_is_not_blamed(thinned(evidence, random))


@pytest.mark.parametrize("part", PARTS)
def test_nobody_honest_is_blamed_for_what_was_not_collected(part: int) -> None:
    for number in numbers(part, FURTHER):
        assert_nobody_is_blamed(thinned(*history("gaps", number, DAILY)))


def test_a_history_that_is_not_honest_would_be_noticed() -> None:
    deviation = DEVIATIONS["LIST-3"]
    play = Play(Random(1), deviation.weakening("LIST-3"))  # noqa: S311 - no secret
    deviation.tempt(play)
    evidence = play.evidence()
    assert_found(evidence, "LIST-3", deviation.blame)
    with pytest.raises(AssertionError, match="LIST-3 list of"):
        assert_nothing_found(evidence)
    for check in (assert_client_is_not_blamed, assert_nobody_is_blamed):
        with pytest.raises(AssertionError, match="observed client"):
            check(evidence)
