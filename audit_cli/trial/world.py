"""The state that the evidence describes, and what in it is uncertain.

Each observer is a `Client` of the specification. Its tables start with `Missing` rows wherever the
evidence says nothing, and grow as its events are handed to the specification's steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import cast

from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.judging import Completion, Judging, Taken, Verdict, take
from mdaudit.audit_cli.trial.moments import Event
from mdaudit.audit_cli.trial.second import Second
from mdaudit.audit_cli.trial.tables import (
    HISTORY,
    Gaps,
    Party,
    blank,
    by_client,
    only_about,
    with_default,
    with_gaps,
)
from mdaudit.audit_cli.trial.trail import Trail
from mdaudit.audit_cli.trial.unseen import after_unseen_lists, perhaps_unmarked
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening, read_as, require
from mdaudit.spec.registry import Rule
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, RawId, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import Certificate, SignedList
from mdaudit.spec.state.system import replace


@dataclass
class World:
    """One document's state while its events are replayed."""

    policy: Policy
    names: Names
    hosted: bool = False
    """The caller says that the accounts are hosted ones."""
    lone: bool = False
    """The document is one object: nothing is known of what came before."""
    weakening: Weakening = field(default_factory=Weakening)
    state: State = field(init=False)
    trail: Trail = field(default_factory=Trail)
    incomplete: set[Account] = field(default_factory=set)
    """Accounts of which lists may have been shown that are not in the evidence."""
    parties: tuple[Party, ...] = ()
    """Every observer with every account that the evidence mentions."""
    unknown_devices: set[Account] = field(default_factory=set)
    """Accounts whose devices were not collected."""
    open_lives: dict[Account, str] = field(default_factory=dict)
    """Accounts of which another life may have begun unseen, and what would rule that out."""
    unpinned: set[Account] = field(default_factory=set)
    """Accounts whose pins were not collected."""
    confirmations_known: set[Account] = field(default_factory=set)
    """Accounts of which every confirmation of a change was collected."""
    perhaps_refused: dict[Party, dict[tuple[Index, IdentityKey], tuple[str, Certificate]]] = field(
        default_factory=dict
    )
    """Devices that fit, but with which no session is noted: what would tell of one, and by what."""
    certificates: dict[Account, list[Certificate]] = field(default_factory=dict)
    """Every certificate in evidence."""
    earlier: dict[Party, list[State]] = field(default_factory=dict)
    """What was known of the account's devices before each change of its pin or life."""
    compared: dict[Party, tuple[IdentityKey | Missing, RawId | Missing]] = field(
        default_factory=dict
    )
    """Which primary key and life was pinned when a user compared the security code."""

    replayed: bool = False
    """The specification was followed in the order of things, which the evidence has not kept."""
    second: Second = field(init=False)
    """What has the present date."""

    def __post_init__(self) -> None:
        """Begin before everything."""
        self.state = blank(self.policy)
        self.end()

    def at(self, clock: int) -> None:
        """Let the observer's clock stand for true time."""
        self.state = replace(self.state, now=Time(clock))

    def begin(self, event: Event) -> None:
        """Let the clock be that of an event, which may have come before others of that date."""
        if event.at != self.state.now:
            self.end()
        self.at(event.at)
        first = isinstance(self.pin(event.scene.client, event.scene.account), Missing)
        self.second.add(event, self.state, first=first)

    def settled(self) -> World:
        """The same, where all that has the present date came before what happens now."""
        settled = copy(self)
        settled.end()
        return settled

    def end(self) -> None:
        """Nothing is left of the present date that what happens now may have come before."""
        self.second = Second(in_doubt=not self.replayed)

    def reordered(self) -> Iterator[Completion]:
        """The states if what happens now came before other things that have the same date."""
        return self.second.reordered(self.state)

    def judge(
        self,
        action: Callable[[State], State],
        *,
        sure: bool = True,
        also: Iterable[Completion] = (),
    ) -> Taken:
        """Take a step in the auditor's reading. The caller decides whether the state follows.

        Without `sure`, nothing is judged by what the client held. `also`: what else may have been
        the case, besides lists that were not collected.
        """
        doubted = self.doubted(every=not sure)
        known = self.state if sure and not self.lone else doubted
        if known is not self.state:
            return take(action, known, doubted, self.weakening, also)
        others = chain(self.unseen(), also)
        return take(action, known, doubted, self.weakening, others, self.reordered())

    def unseen(self) -> Iterator[Completion]:
        """The state after lists that were not collected: the widest ones, and the narrowest."""
        gaps = self._known_gaps
        if gaps:
            words = next(missing.what[0] for each in gaps.values() for missing in each.values())
            for wide in (True, False):
                state = after_unseen_lists(self.state, gaps, self.certificates, wide=wide)
                yield Completion(state, words)

    def ask(self, rule: Rule[...], *arguments: object) -> tuple[Verdict, ...]:
        """Judge one rule alone, of arguments that carry their own doubts."""

        def asking(s: State) -> State:
            require(rule, *arguments)
            return s

        return take(asking, self.state, self.state, self.weakening).verdicts

    def doubted(self, *, every: bool = False) -> State:
        """The state without everything that evidence not shown could change."""
        gaps = self._every_gap if every or self.lone else self._known_gaps
        s = with_gaps(self.state, HISTORY, gaps) if gaps else self.state
        if self._open_marks:
            s = perhaps_unmarked(s, self._open_marks)
        if self.lone:
            earlier = Missing("what came before")
            s = replace(
                s,
                knows=with_default(s.knows, earlier),
                key_at=with_default(s.key_at, earlier),
                adopted=with_default(s.adopted, earlier),
            )
        return s

    @cached_property
    def _every_gap(self) -> Gaps:
        missing = Missing("what the client held")
        return by_client(dict.fromkeys(self.parties, missing))

    @cached_property
    def _open_marks(self) -> Gaps:
        return by_client(
            {
                (client, account): Missing(self.open_lives[account])
                for client, account in self.parties
                if account in self.open_lives
            }
        )

    @cached_property
    def _known_gaps(self) -> Gaps:
        return by_client(
            {
                (client, account): Missing(f"lists_complete of {self.names.account(account)}")
                for client, account in self.parties
                if account in self.incomplete
            }
        )

    def pin(self, client: Client, account: Account) -> IdentityKey | Missing:
        """The primary key that the client holds for the account."""
        return cast("IdentityKey | Missing", self.state.pin(client, account))

    def held(self, client: Client, account: Account) -> SignedList | Missing:
        """The list that the client holds for the account."""
        return cast("SignedList | Missing", self.state.held(client, account))

    def remember(self, client: Client, account: Account) -> None:
        """Keep what is known of an account's devices before its pin or life changes."""
        known = only_about(self.state, client, account)
        self.earlier.setdefault((client, account), []).append(known)

    def apply(self, action: Callable[[State], State]) -> None:
        """Let a step happen that no rule guards."""
        self.state = self.try_out(action, self.state)

    def try_out(self, action: Callable[[State], State], s: State) -> State:
        """The state after a step, whatever its rules say."""
        with read_as(Judging(self.weakening)):
            return action(s)
