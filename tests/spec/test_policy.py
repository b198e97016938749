"""The numbers of the protocol."""

from mdaudit.spec.policy import DAY, HOUR, IN_DAYS, Policy
from mdaudit.spec.sorts import Duration, Time


def test_the_documented_bounds() -> None:
    policy = Policy()
    assert policy.lifetime == 35 * DAY
    assert policy.deadline == 48 * HOUR
    assert policy.plausible() is True
    assert (IN_DAYS.lifetime, IN_DAYS.deadline) == (35, 2)


def test_an_implausible_policy_is_noticed() -> None:
    assert Policy(lifetime=Duration(0)).plausible() is False
    assert Policy(clock_error=Duration(-1)).plausible() is False


def test_two_clocks_may_differ_by_twice_the_error() -> None:
    assert Policy(clock_error=Duration(10)).latest(Time(100)) == 120
    assert Policy(clock_error=Duration(10)).after(Time(0), Duration(5), errors=4) == 45
