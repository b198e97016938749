"""The numbers of the protocol.

The proofs treat all of them as unknown constants, positive or, for the clock error, not negative,
so they hold for every policy; the client and the auditor use the values below.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import both, later
from mdaudit.spec.sorts import Duration, Time, Truth

HOUR = Duration(3600)
DAY = Duration(24 * HOUR)


@dataclass(frozen=True)
class Policy:
    """Bounds on time, in seconds. Callers choose them; the audited party never does."""

    lifetime: Duration = Duration(35 * DAY)
    """How long a signed list may be used, counted from its signed time.

    Source: white paper, device lists: 35 days or less.
    """

    deadline: Duration = Duration(2 * DAY)
    """How long a list may still be used after the first word of a newer one.

    Source: white paper, in-chat device consistency: 48 hours or less.
    """

    clock_error: Duration = Duration(1 * HOUR)
    """E: how far each honest clock may be from true time. Inferred: no source gives a number."""

    refresh_age: Duration = Duration(28 * DAY)
    """From this age on a client asks for a fresh list without naming the one it holds.

    Source: property ``num_days_before_device_expiry_check`` = 7 before expiry, as open clients
    read it.
    """

    def plausible(self) -> Truth:
        """What the proofs assume of a policy: positive bounds, a clock error that is not negative.

        `refresh_age` is advice to the client and appears in no promise.
        """
        return both(self.lifetime > 0, self.deadline > 0, self.clock_error >= 0)

    def latest(self, clock: Time) -> Time:
        """The latest time that an honest signer can have written, by this clock: clock + 2E."""
        return later(later(clock, self.clock_error), self.clock_error)

    def after(self, time: Time, allowed: Duration, *, errors: int) -> Time:
        """The time plus a bound plus so many clock errors: how far a bound reaches in true time."""
        reached = later(time, allowed)
        for _ in range(errors):
            reached = later(reached, self.clock_error)
        return reached


IN_DAYS = Policy(
    lifetime=Duration(35), deadline=Duration(2), clock_error=Duration(0), refresh_age=Duration(28)
)
"""The same bounds counted in days, with exact clocks: for runs that people read."""
