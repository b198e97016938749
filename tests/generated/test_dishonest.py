"""Every one of a thousand histories with a visible deviation is found, with its rule and blame.

In each, one rule is dropped or replaced by a weaker variant for the observed client, the primary of
its own account or a device that speaks to it, and the rest of the world does what only that rule
would stop. A history counts if the observer wrote something down that a client with all rules would
not have done; that is decided by running the specification's steps again with the rule on, never by
the auditor. Where no step asks a rule (FAN-4, ICDC-4), the play asks it of what is written down.

All rules that evidence decides are covered, except those of `NOT_IN_THE_MODEL`.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from typing import Any

import pytest

from mdaudit.audit_cli.decidable import DECIDABLE_FROM
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Trail
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Blame
from tests.generated.attempts import ATTEMPT_DEVIATIONS, Attempts, try_until_linked
from tests.generated.daily import DAILY, live
from tests.generated.deviations import DEVIATIONS, Deviation, rule_off
from tests.generated.groups import close
from tests.generated.judged import assert_found
from tests.generated.linking import LINKING_DEVIATIONS, Attempt, link
from tests.generated.play import Play
from tests.generated.written import Evidence

EACH = 1_000 // (len(DEVIATIONS) + len(LINKING_DEVIATIONS)) + 1
"""Histories of each deviation; more than a thousand altogether."""
MOST_TRIES = 3 * EACH
"""Histories that are played for them: in some the deviation has no occasion to show."""

NOT_IN_THE_MODEL = {
    "WIRE-1": "in the model every signature is over what it seems to be",
    "WIRE-2": "in the model every object is well formed",
}
"""Decidable rules that no run of steps can break, with the reason; `tests/cases/` has them."""


def histories(name: str, deviation: Deviation) -> Iterator[Evidence]:
    """Yield evidence of histories in which the deviation is visible."""
    for number in range(MOST_TRIES):
        random = Random(f"{name} {number}")  # noqa: S311 - no secret
        play = Play(random, deviation.weakening(name), companion=deviation.companion)
        live(play, DAILY, random.randint(0, 15))
        deviation.tempt(play)
        live(play, DAILY, random.randint(0, 5))
        close(play)
        if play.visible:
            yield play.evidence()


@pytest.mark.parametrize("name", DEVIATIONS)
def test_deviations_of_clients_and_owners_are_found(name: str) -> None:
    deviation = DEVIATIONS[name]
    found = list(islice(histories(name, deviation), EACH))
    assert len(found) == EACH, "the deviation shows too seldom"
    for evidence in found:
        assert_found(evidence, deviation.rule(name), deviation.blame)


@pytest.mark.parametrize("rule", LINKING_DEVIATIONS)
def test_deviations_of_companions_at_linking_are_found(rule: str) -> None:
    deviation = LINKING_DEVIATIONS[rule]
    for number in range(EACH):
        random = Random(f"{rule} {number}")  # noqa: S311 - no secret
        attempt = Attempt(random, Weakening.parse((rule,)))
        deviation.tempt(attempt)
        assert attempt.visible
        assert_found(attempt.evidence(), rule, deviation.blame)


@pytest.mark.parametrize("tempt", ATTEMPT_DEVIATIONS)
def test_deviations_of_companions_between_attempts_are_found(
    tempt: Callable[[Attempts], None],
) -> None:
    for number in range(EACH):
        random = Random(f"{tempt.__name__} {number}")  # noqa: S311 - no secret
        attempts = Attempts(random, Weakening.parse(("LINK-6",)))
        tempt(attempts)
        assert attempts.visible
        assert_found(attempts.evidence(), "LINK-6", (Blame.DEVICE_KEY,))


def test_a_thousand_histories_cover_every_rule_that_can_be_broken() -> None:
    assert EACH * (len(DEVIATIONS) + len(LINKING_DEVIATIONS)) >= 1_000
    covered = {rule_off(name) for name in (*DEVIATIONS, *LINKING_DEVIATIONS, "LINK-6")}
    assert covered | NOT_IN_THE_MODEL.keys() == DECIDABLE_FROM.keys()
    assert covered & NOT_IN_THE_MODEL.keys() == set()


@pytest.mark.parametrize("name", DEVIATIONS)
def test_with_the_rule_on_the_same_occasion_shows_nothing(name: str) -> None:
    for number in range(3):
        play = Play(Random(number), companion=DEVIATIONS[name].companion)  # noqa: S311 - no secret
        DEVIATIONS[name].tempt(play)
        assert not play.visible


@pytest.mark.parametrize("name", DEVIATIONS)
def test_an_auditor_that_lost_a_rule_would_be_noticed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deviation = DEVIATIONS[name]
    rule, evidence = deviation.rule(name), next(histories(name, deviation))
    whole = Trail.add

    def without_the_rule(trail: Trail, *verdicts: Verdict, **about: Any) -> None:
        whole(trail, *(each for each in verdicts if each.rule.id != rule), **about)

    monkeypatch.setattr(Trail, "add", without_the_rule)
    with pytest.raises(AssertionError, match=rf"{rule} by .* was not found"):
        assert_found(evidence, rule, deviation.blame)


def test_a_companion_that_follows_the_rules_deviates_in_nothing() -> None:
    attempt = Attempt(Random(0))  # noqa: S311 - no secret
    link(attempt)
    assert not attempt.visible
    attempts = Attempts(Random(0))  # noqa: S311 - no secret
    for tempt in (try_until_linked, *ATTEMPT_DEVIATIONS):
        tempt(attempts)
    assert not attempts.visible
