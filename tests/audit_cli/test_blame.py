"""Who is to blame, and never somebody who need not have done it."""

import pytest

from mdaudit.audit_cli.blame import Conduct, Origin, blamed
from mdaudit.spec.chapters import RULES

CLIENT = "observed client"


def parties(rule: str, conduct: Conduct, origin: Origin) -> list[str]:
    return [each.party.value for each in blamed(RULES[rule], conduct, origin)]


@pytest.mark.parametrize("origin", Origin)
@pytest.mark.parametrize("rule", RULES)
def test_the_client_is_blamed_for_what_it_did_only(rule: str, origin: Origin) -> None:
    assert CLIENT not in parties(rule, Conduct.OFFERED, origin)
    assert CLIENT not in parties(rule, Conduct.REFUSED, origin)
    assert parties(rule, Conduct.ACCEPTED, origin)[-1] == CLIENT
    assert parties(rule, Conduct.SENT, origin) == [CLIENT]
    assert parties(rule, Conduct.WITHHELD, origin) == ["server or network"]
    assert parties(rule, Conduct.OBSERVED, origin) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_owner_is_blamed_only_for_what_its_key_signed(rule: str) -> None:
    assert "holder of the primary key" not in parties(rule, Conduct.ACCEPTED, Origin.UNKNOWN)


@pytest.mark.parametrize("rule", ["LIST-2", "LIST-3", "LIST-7"])
def test_what_comes_again_is_held_against_who_showed_it_again(rule: str) -> None:
    assert parties(rule, Conduct.OFFERED, Origin.REPLAYED) == ["server or network"]


@pytest.mark.parametrize("rule", ["LIST-4", "LIST-6", "DEV-7"])
def test_what_was_bad_when_it_was_signed_is_not_better_for_coming_again(rule: str) -> None:
    assert parties(rule, Conduct.OFFERED, Origin.REPLAYED) == ["holder of the primary key"]


@pytest.mark.parametrize("rule", ["LIST-4", "LIST-6", "LIST-7", "DEV-7"])
def test_what_the_owner_signed_is_never_held_against_the_server(rule: str) -> None:
    assert parties(rule, Conduct.OFFERED, Origin.SIGNED) == ["holder of the primary key"]


@pytest.mark.parametrize("rule", ["LIST-1", "DEV-1", "LIST-5", "DEV-2", "ICDC-2", "LINK-2"])
def test_where_several_could_have_done_it_nobody_is_named(rule: str) -> None:
    assert parties(rule, Conduct.OFFERED, Origin.SIGNED) == ["unknown"]


def test_a_payload_under_another_secret_may_be_anybody_s() -> None:
    assert parties("LINK-1", Conduct.OFFERED, Origin.UNKNOWN) == ["unknown"]


def test_index_0_is_taken_by_whoever_signed_the_certificate() -> None:
    assert parties("DEV-0", Conduct.OFFERED, Origin.SIGNED) == ["holder of the primary key"]
    assert parties("DEV-0", Conduct.OFFERED, Origin.UNKNOWN) == ["server or network"]


@pytest.mark.parametrize(
    ("rule", "did"),
    [("FAN-1", "sent"), ("REV-1", "dropped"), ("VER-1", "marked"), ("GRP-3", "kept")],
)
def test_a_client_is_told_what_it_did(rule: str, did: str) -> None:
    assert [each.did for each in blamed(RULES[rule], Conduct.SENT, Origin.UNKNOWN)] == [did]


def test_every_blame_says_what_it_rests_on() -> None:
    (offered, accepted) = blamed(RULES["LIST-3"], Conduct.ACCEPTED, Origin.REPLAYED)
    assert (offered.did, accepted.did) == ("offered", "accepted")
    assert offered.assumption != accepted.assumption
