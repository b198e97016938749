"""Profiles leave out what their sources leave out, and nothing else."""

import pytest

from mdaudit.spec.chapters import RULES
from mdaudit.spec.profiles import OBSERVED, PROFILES, Departure
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Deployed

DOCUMENTS = ("white paper", "engineering post of 2021")
"""How the source of a rule begins that a public document states."""


@pytest.mark.parametrize("rule", RULES)
def test_the_documented_profile_keeps_exactly_what_a_source_states(rule: str) -> None:
    dropped = {departure.name for departure in PROFILES["documented"].departures}
    assert (rule in dropped) == (not RULES[rule].source.startswith(DOCUMENTS))


def test_the_observed_profile_follows_nothing_that_is_not_deployed() -> None:
    not_followed = {departure.rule for departure in PROFILES["observed"].departures}
    assert {r.id for r in RULES.values() if r.deployed is Deployed.NO} <= not_followed
    assert {departure.rule for departure in OBSERVED} <= not_followed


def test_the_strict_profile_weakens_nothing() -> None:
    assert PROFILES["strict"].departures == ()
    assert PROFILES["strict"].weakening == Weakening()


@pytest.mark.parametrize("name", PROFILES)
def test_every_departure_is_of_a_rule_once_and_has_a_reason(name: str) -> None:
    departures = PROFILES[name].departures
    rules = [departure.rule for departure in departures]
    assert rules == sorted(set(rules), key=list(RULES).index)
    assert all(departure.reason for departure in departures)
    weakening = PROFILES[name].weakening
    assert len(weakening.dropped) + len(weakening.variants) == len(departures)


def test_a_departure_knows_its_rule() -> None:
    assert Departure("LIST-6:own-current-index-is-the-mark", "why").rule == "LIST-6"
