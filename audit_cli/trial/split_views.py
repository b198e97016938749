"""Two contents under one time: whoever signed both has said two things, to whomever.

The replay judges a list by what its client held. Here all lists that one key signed for one life
and time are compared, whoever saw them, in whatever order, and whatever became of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.owner import Signed, signed_occasion
from mdaudit.audit_cli.trial.trail import Entry
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.acceptance import same_time_same_content
from mdaudit.spec.sorts import Account, IdentityKey, RawId, Time
from mdaudit.spec.state.signed import SignedList, list_time


class SplitViews:
    """Compares lists of one time, after the replay.

    What the replay noted of a refused one of them is told once, as the owner's.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.noted: dict[str, list[Entry]] = {}
        """What the replay found of two contents, by where the list stands."""
        self.retold: set[int] = set()
        """The notes that are told as the owner's now, by identity."""
        for entry in filter(_says_two_things, world.trail.entries):
            self.noted.setdefault(entry.occasion.pointer, []).append(entry)

    def judge(self, account: Account, lists: Iterable[Signed[SignedList]]) -> None:
        """Compare the lists of an account."""
        for first, *others in _of_one_moment(lists):
            for other in others:
                told = [e for one in (first, other) for e in self.noted.get(one.pointer, ())]
                if all(entry.occasion.conduct is Conduct.REFUSED for entry in told):
                    self._judge_pair(account, first, other)
                    self.retold.update(map(id, told))

    def _judge_pair(
        self, account: Account, one: Signed[SignedList], other: Signed[SignedList]
    ) -> None:
        words = "two observers" if one.observer != other.observer else "the observer"
        about = signed_occasion(account, other, f"{other.says.name}, as {words} saw it")
        verdicts = self.world.ask(same_time_same_content, one.says, other.says)
        self.world.trail.add(*verdicts, about=replace(about, also=(one.pointer,)))

    def end(self) -> None:
        """Leave out what is told as the owner's."""
        trail = self.world.trail
        trail.entries = [entry for entry in trail.entries if id(entry) not in self.retold]


def _of_one_moment(lists: Iterable[Signed[SignedList]]) -> Iterable[list[Signed[SignedList]]]:
    """The lists that one key dated alike, in one life."""
    moments: dict[tuple[IdentityKey, RawId, Time], list[Signed[SignedList]]] = {}
    for shown in lists:
        moments.setdefault((*shown.chain, list_time(shown.says)), []).append(shown)
    return moments.values()


def _says_two_things(entry: Entry) -> bool:
    return entry.verdict.rule is same_time_same_content and entry.verdict.answer is False
