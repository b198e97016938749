"""Chains give each key once, keep what was skipped, and are bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sessions import KeyUsed, TooFarAhead
from mdaudit.reference.sessions.chain import (
    JUMP_LIMIT,
    SKIPPED_LIMIT,
    ChainKey,
    ReceivingChain,
)
from mdaudit.spec.objects.unauthentic import Unauthentic

HEAD = ChainKey(bytes(range(32)))
CHAIN = ReceivingChain.start(HEAD)


def seeds(count: int) -> list[bytes]:
    """Return the seeds that the sender of the chain gets."""
    found, head = [], HEAD
    for _ in range(count):
        seed, head = head.step()
        found.append(seed)
    return found


def test_a_step_gives_a_seed_and_a_key_that_do_not_tell_each_other() -> None:
    seed, following = HEAD.step()
    assert (following.position, len(seed), len(following.key)) == (1, 32, 32)
    assert len({HEAD.key, seed, following.key, following.step()[0]}) == 4


@given(order=st.permutations(range(12)))
def test_in_any_order_the_seeds_are_the_senders(order: list[int]) -> None:
    chain = CHAIN
    for position in order:
        seed, chain = chain.seed_at(position)
        assert seed == seeds(12)[position]
    assert chain.skipped == {}


@given(order=st.lists(st.integers(0, 9), min_size=1))
def test_no_seed_is_given_twice(order: list[int]) -> None:
    chain, given_away = CHAIN, set[int]()
    for position in order:
        if position in given_away:
            with pytest.raises(KeyUsed, match=f"message {position} of its chain"):
                chain.seed_at(position)
        else:
            _, chain = chain.seed_at(position)
            given_away.add(position)


def test_as_many_messages_as_allowed_are_skipped_and_no_more() -> None:
    _, chain = CHAIN.seed_at(JUMP_LIMIT)
    assert chain.end == JUMP_LIMIT + 1
    with pytest.raises(TooFarAhead, match=f"expected at most {JUMP_LIMIT} after message 0, got"):
        CHAIN.seed_at(JUMP_LIMIT + 1)
    with pytest.raises(TooFarAhead):
        CHAIN.ended(JUMP_LIMIT + 1)


def test_of_more_skipped_messages_than_allowed_the_oldest_are_dropped() -> None:
    reached = CHAIN.stepped_over(SKIPPED_LIMIT + 9)
    assert list(reached.skipped) == list(range(10, SKIPPED_LIMIT + 10))
    with pytest.raises(KeyUsed, match="dropped as too old"):
        reached.seed_at(9)
    expected = seeds(11)[10]
    assert reached.seed_at(10)[0] == expected


def test_a_second_jump_drops_what_the_first_has_kept() -> None:
    _, chain = CHAIN.seed_at(5)
    _, chain = chain.seed_at(SKIPPED_LIMIT + 3)
    assert len(chain.skipped) <= SKIPPED_LIMIT
    assert 3 in chain.skipped
    assert 2 not in chain.skipped


def test_a_chain_that_has_ended_keeps_what_is_under_way_and_makes_no_more() -> None:
    _, chain = CHAIN.seed_at(1)
    ended = chain.ended(3)
    assert ended.head is None
    assert [ended.seed_at(position)[0] for position in (0, 2, 3)] == [
        seeds(4)[position] for position in (0, 2, 3)
    ]
    with pytest.raises(Unauthentic, match="expected one of 4 of its chain, got number 4"):
        ended.seed_at(4)
    assert ended.ended(9) == ended


def test_a_chain_that_begins_later_has_nothing_before() -> None:
    chain = ReceivingChain.start(ChainKey(HEAD.key, 5))
    with pytest.raises(KeyUsed):
        chain.seed_at(4)
    assert chain.seed_at(5)[0] == seeds(1)[0]


def test_keys_are_not_shown() -> None:
    assert repr(HEAD.key) not in f"{HEAD} {CHAIN.stepped_over(3)}"
