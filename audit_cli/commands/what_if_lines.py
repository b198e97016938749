"""What opens without some rules, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdaudit.checks.proofs import Group
    from mdaudit.checks.what_if import WhatIf
    from mdaudit.spec.profiles import Profile


def what_if_lines(answer: WhatIf) -> Iterator[str]:
    """What opens, where, and what rests on it; or, loudly, that nothing does, and why."""
    names = " and ".join(answer.without)
    if not answer.opened:
        yield f"Without {names}: NOTHING OPENS. {answer.reason}"
        yield from _overlaps(answer)
        return
    yield f"Without {names}:"
    yield from map(_opened, answer.opened)
    for promise in answer.shaken:
        yield f"  shaken  promise {promise.number}: {promise.title}; it rests on what opened"
    yield f"  next: mdaudit attack {' '.join(answer.without)}"


def _opened(group: Group) -> str:
    from mdaudit.checks.proofs import name_of, title_of

    places = ", ".join(outcome.case for outcome in group.left_open)
    return (
        f"  opens   {name_of(group.subject)}: {title_of(group.subject).rstrip('.')}; at: {places}"
    )


def _overlaps(answer: WhatIf) -> Iterator[str]:
    """Recorded sets of rules that break a promise only together."""
    from mdaudit.audit_cli.recorded import overlaps_of

    for name in answer.without:
        for need in overlaps_of(name):
            others = " and ".join(other for other in need.dropped if other != name)
            yield f"  overlapped by {others}: without both, promise {need.promise} breaks"


def profile_lines(profile: Profile) -> Iterator[str]:
    """What a profile leaves out, and why."""
    yield f"Profile {profile.name}: {profile.meaning}"
    for departure in profile.departures:
        yield f"  not followed  {departure.name}: {departure.reason}"
