"""A run of the specification's steps, as one observed client lives through it.

Everything happens twice. The client follows its own reading of the rules, in which some may be
dropped; next to it an obliged client is shown the same and follows all of them. A deviation is
visible in what the observer writes down exactly where the two would have written different things.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.hints import hear_hint, refuse_list
from mdaudit.spec.device_list.holding import (
    accept_list,
    accept_new_life,
    pin_primary,
    restart,
    set_up,
)
from mdaudit.spec.device_list.owner import approve, begin_life, refresh, register, unlink
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.groups.giving import make_sender_key
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.policy import HOUR, Policy
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, Weakening, holds, read_as
from mdaudit.spec.registry import Step
from mdaudit.spec.sorts import (
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    Client,
    Duration,
    Group,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
)
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.signed import Certificate, SignedList, list_life
from mdaudit.spec.verification.marks import change_is_confirmed
from tests.generated.diary import Diary
from tests.generated.mint import Mint
from tests.generated.sides import Reader
from tests.generated.written import Evidence, base64

ALICE, BOB, CAROL = Account("15550100001"), Account("15550100002"), Account("15550100003")
CLIENT = Client("the observed client")
FAMILY = Group("the family")
START = Time(1_795_300_000)
POLICY = Policy()
SIGNING = (approve, unlink, refresh, begin_life)
"""The steps in which a primary signs a list, by its clock."""
Copies = frozenset[tuple[Account, Index, IdentityKey]]


class Side(Reader[State]):
    """One of the two clients, with the world as it is around it."""

    def copies(self, message: Message) -> Copies:
        """Return the devices that the message was encrypted for."""
        rows = vars(self.state.copied)["rows"]
        return frozenset(
            place for name, *rest in rows if name == message for place in [tuple(rest)]
        )

    def waits(self, account: Account) -> bool:
        """Whether a change of the account's identity waits for the client's user."""
        with read_as(Enforcing(self.weakening)):
            return not holds(change_is_confirmed, self.state, CLIENT, account)


@dataclass
class Play:
    """A run in progress."""

    random: Random
    weakening: Weakening = field(default_factory=Weakening)
    companion: bool = False
    """The client has to be a laptop."""
    visible: bool = False
    """The observer wrote something down that an obliged client would not have done."""

    def __post_init__(self) -> None:
        """Begin with two accounts; the client is a phone or a laptop of Bob's."""
        begun = beginning(POLICY, START)
        self.played, self.obliged = Side(begun, self.weakening), Side(begun)
        self.mint = Mint(self.random)
        self.diary = Diary(BOB, mint=self.mint)
        self.skew = Duration(self.random.randint(-HOUR, HOUR))
        """How wrong the client's clock is."""
        self.phones = {account: self._register(account) for account in (ALICE, BOB)}
        index = PRIMARY
        self.own_key = self.phones[BOB]
        if self.random.random() < 1 / 3 or self.companion:
            self.own_key, index = self.mint.key(), Index(1)
            self._link_laptop(self.own_key)
        self.happen(set_up, CLIENT, BOB, self.own_key, index)
        for account in (BOB, ALICE):
            self.pin(account, self.phones[account])
        self._write_down_itself(index)

    @property
    def state(self) -> State:
        """The world, with what the client made of it."""
        return self.played.state

    @property
    def clock(self) -> Time:
        """The client's clock."""
        return Time(self.state.now + self.skew)

    @property
    def is_phone(self) -> bool:
        """Whether the client is the primary of its account."""
        return self.own_key == self.phones[BOB]

    def clock_of(self, account: Account) -> Time:
        """The clock of an account's phone, which may be the client itself."""
        return self.clock if account == BOB and self.is_phone else self.state.now

    def happen(self, step: Step[...], *arguments: Any) -> None:
        """Let something happen that does not depend on the observed client."""
        self._note_clock(step, arguments)
        with read_as(Enforcing()):
            self.played.state = step(self.played.state, *arguments)
            with suppress(Refused, NotPossible):
                self.obliged.state = step(self.obliged.state, *arguments)

    def do(self, step: Callable[..., State], *arguments: Any) -> bool:
        """Let the client, or its owner, do something; say whether it did."""
        self._note_clock(step, arguments)
        done = self.played.take(step, *arguments) is None
        self._compare(done, self.obliged.take(step, *arguments) is None)
        return done

    def _note_clock(self, step: Callable[..., State], arguments: tuple[Any, ...]) -> None:
        """If the client is its account's phone, it knows by which clock it signs its lists."""
        if step in SIGNING and arguments[0] == BOB and self.is_phone:
            *_, signed, clock = arguments
            self.diary.clocks[signed] = clock

    def wait(self, least: int = 1, most: int = 600) -> None:
        """Let time pass: no two things that the observer dates happen in one second."""
        self.happen(pass_time, Duration(self.random.randint(least, most)))

    def pin(self, account: Account, key: IdentityKey) -> None:
        """The server shows the client an identity."""
        self.wait()
        life = self.state.life_of(key)
        if life == NO_LIFE:  # nobody's key: whatever the server says
            life = RawId(self.random.randrange(2**32))
        if self.do(pin_primary, CLIENT, account, key, life, False):  # noqa: FBT003
            self.diary.pinned(self.clock, account, key, life, told=self._tells(account))
            self._follow_mark(account)

    def _tells(self, account: Account) -> bool:
        """Whether the client tells its user of a change: if it waits for them, else at will."""
        waits, has_to = (side.waits(account) for side in (self.played, self.obliged))
        told = waits or self.random.random() < 1 / 2
        self._compare(not told, not has_to)
        return told

    def _follow_mark(self, account: Account) -> None:
        """Write down where the mark is, if there was one: on the key that is pinned, or gone."""
        mark, pinned = self.diary.about(account)["verified"], self.state.pin(CLIENT, account)
        marked, may = (side.state.verified(CLIENT, account) for side in (self.played, self.obliged))
        self._compare(marked, may)
        if mark is not None and marked:
            self.diary.mark_is_on(account, pinned)
        elif mark is not None and mark["primary_key"] == base64(pinned):
            self.diary.mark_is_on(account, None)

    def offer(self, account: Account, shown: SignedList) -> str:
        """The server shows the client a list."""
        self.wait()
        outcome = self._offered(self.played, account, shown)
        self._compare(
            outcome == "accepted", self._offered(self.obliged, account, shown) == "accepted"
        )
        self.diary.shown_list(self.clock, account, shown, outcome)
        self._follow_mark(account)
        return outcome

    def _offered(self, side: Side, account: Account, shown: SignedList) -> str:
        continues = list_life(shown) == side.state.pinned_life(CLIENT, account)
        into = accept_list if continues else accept_new_life
        along = self.mint.along.get(shown, NO_KEY)
        if side.take(into, CLIENT, account, shown, along, self.clock) is None:
            return "accepted"
        side.take(refuse_list, CLIENT, account, shown, self.clock)
        return "refused"

    def present(
        self,
        account: Account,
        index: Index,
        key: IdentityKey,
        shown: Certificate,
        embedded: IdentityKey = NO_KEY,
    ) -> bool:
        """The server presents a device to the client."""
        if self.state.knows(CLIENT, account, index, key):
            return True
        self.wait()
        session = self.do(accept_device, CLIENT, account, index, key, shown, embedded)
        pinned = self.state.pin(CLIENT, account)
        consented = pinned if self.state.device_signed(shown, pinned) else None
        self.diary.shown_device(
            self.clock, account, index, key, shown, embedded, consented, session=session
        )
        return session

    def hint(
        self, account: Account, speaker: Account, index: Index, key: IdentityKey, named: Time
    ) -> bool:
        """A device says inside a message how new a list it knows."""
        self.wait()
        heard = self.do(hear_hint, CLIENT, account, speaker, index, key, named, self.clock)
        self.diary.heard(self.clock, account, speaker, key, named)
        return heard

    def send(self, to: Account) -> None:
        """The client sends a message, or refuses to, as its rules demand."""
        self.wait()
        message = Message(f"m{len(self.diary.messages)}")
        step = (send, CLIENT, message, to, self.clock)
        problem, _ = [side.take(*step) for side in (self.played, self.obliged)]
        copies, allowed = (side.copies(message) for side in (self.played, self.obliged))
        self.visible = self.visible or bool(copies - allowed)
        if copies:
            self.diary.sent(self.clock, message, self.own_key, to, sorted(copies))
        elif isinstance(problem, Refused):
            self.diary.would_not_send(self.clock, message, self.own_key, to)

    def restart(self, *, forgotten: bool = False) -> None:
        """The client restarts; nobody sees what it forgot."""
        for side in (self.played, self.obliged):
            side.take(restart, CLIENT, ALICE, forgotten)

    def evidence(self) -> Evidence:
        """Return what the observer has written down."""
        self.wait()
        return self.diary.evidence(self.clock)

    def _compare(self, played: bool, obliged: bool) -> None:  # noqa: FBT001 - answers
        self.visible = self.visible or (played and not obliged)

    def _register(self, account: Account) -> IdentityKey:
        key = self.mint.key()
        self.happen(register, account, key, RawId(self.random.randrange(2**32)))
        return key

    def _write_down_itself(self, index: Index) -> None:
        """A companion knows its own certificate; its sender key tells which device it is."""
        self.wait()
        if index != PRIMARY:
            (own,) = self.mint.issued
            primary = self.phones[BOB]
            self.diary.shown_device(
                self.clock, BOB, index, self.own_key, own, NO_KEY, primary, session=True
            )
        chain = self.mint.sender_key()
        self.happen(make_sender_key, CLIENT, FAMILY, chain)
        self.diary.has_sender_key(self.clock, FAMILY, BOB, self.own_key, chain, "out")

    def _link_laptop(self, key: IdentityKey) -> None:
        """Bob links the laptop whose diary this is."""
        primary, now = self.phones[BOB], self.state.now
        life = self.state.life_of(primary)
        shown = self.mint.certificate(primary, key, life, now, Index(1))
        signed = self.mint.list(primary, life, now, Index(1), {PRIMARY, Index(1)})
        self.happen(approve, BOB, shown, signed, now)
        self.happen(adopt, shown, primary)
        self.happen(countersign, shown, primary)


Deed = Callable[[Play], object]
"""Something that happens in a play."""
