"""A second observer: the other device of the same user, which is shown things at other times."""

from dataclasses import dataclass, field

from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.hints import refuse_list
from mdaudit.spec.device_list.holding import (
    accept_list,
    accept_new_life,
    pin_primary,
    set_up,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.policy import HOUR
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    Message,
    Time,
)
from mdaudit.spec.state.signed import SignedList, list_life
from tests.generated.days import announce, companions, link, primary_of
from tests.generated.diary import Diary
from tests.generated.others import try_to
from tests.generated.play import ALICE, BOB, Play
from tests.generated.written import Evidence

SECOND = Client("the second client")


@dataclass
class Witness:
    """Bob's other device, which follows all rules and keeps a diary of its own."""

    play: Play
    index: Index = PRIMARY
    key: IdentityKey = NO_KEY
    skew: Duration = Duration(0)
    """How wrong its clock is; a phone that is not observed first has the true time."""
    diary: Diary = field(init=False)

    def __post_init__(self) -> None:
        """The device is Bob's phone, or a laptop that he links now."""
        self.diary = Diary(BOB, numbers=self.play.diary.numbers, mint=self.play.mint)
        self.key = self.play.phones[BOB]
        if self.play.own_key == self.key:
            self._is_a_laptop()
        self.play.happen(set_up, SECOND, BOB, self.key, self.index)
        for account in (BOB, ALICE):
            self.see_identity(account)

    def _is_a_laptop(self) -> None:
        shown = link(self.play, BOB)
        assert shown is not None
        self.index, self.key = shown.certificate_index, shown.certificate_key
        self.skew = Duration(self.play.random.randint(-HOUR, HOUR))
        place = (BOB, self.index, self.key, shown, NO_KEY, self.play.phones[BOB])
        self.play.present(*place[:4])
        self.diary.shown_device(self.clock, *place, session=True)

    @property
    def clock(self) -> Time:
        """The device's clock."""
        return Time(self.play.state.now + self.skew)

    def see_identity(self, account: Account) -> None:
        """The server shows the identity that the account has now."""
        key, s = primary_of(self.play, account), self.play.state
        if key != s.pin(SECOND, account):
            self.play.wait()
            self.play.happen(pin_primary, SECOND, account, key, s.life_of(key), False)  # noqa: FBT003
            self.diary.pinned(self.clock, account, key, s.life_of(key), told=True)

    def see_list(self, account: Account) -> None:
        """The server shows the newest list of the pinned key."""
        s = self.play.state
        newest = s.newest(s.pin(SECOND, account))
        if newest in self.play.mint.lists:
            self.offer(account, newest)

    def offer(self, account: Account, shown: SignedList) -> None:
        """The server shows a list."""
        self.play.wait()
        continues = list_life(shown) == self.play.state.pinned_life(SECOND, account)
        into = accept_list if continues else accept_new_life
        accepted = try_to(self.play, into, SECOND, account, shown, NO_KEY, self.clock)
        if not accepted:
            try_to(self.play, refuse_list, SECOND, account, shown, self.clock)
        outcome = "accepted" if accepted else "refused"
        self.diary.shown_list(self.clock, account, shown, outcome)

    def meet(self, account: Account) -> None:
        """The server presents a linked companion."""
        for shown in companions(self.play, account)[-1:]:
            index, key, s = shown.certificate_index, shown.certificate_key, self.play.state
            if key == self.key or s.knows(SECOND, account, index, key):
                return
            self.play.wait()
            session = try_to(self.play, accept_device, SECOND, account, index, key, shown, NO_KEY)
            pinned = s.pin(SECOND, account)
            consented = pinned if s.device_signed(shown, pinned) else None
            place = (account, index, key, shown, NO_KEY, consented)
            self.diary.shown_device(self.clock, *place, session=session)

    def write(self) -> None:
        """The device writes to Alice, if its rules allow it."""
        self.play.wait()
        message = Message(f"w{len(self.diary.messages)}")
        if try_to(self.play, send, SECOND, message, ALICE, self.clock):
            copies = self.play.played.copies(message)
            self.diary.sent(self.clock, message, self.key, ALICE, sorted(copies))

    def live(self) -> None:
        """Something happens to the device."""
        account = self.play.random.choice((ALICE, ALICE, BOB))
        self.play.random.choice(
            (
                lambda: self.see_list(account),
                lambda: self.see_list(account),
                lambda: self.meet(account),
                self.write,
            )
        )()

    def evidence(self) -> Evidence:
        """Return what the device has written down."""
        self.play.wait()
        return self.diary.evidence(self.clock) | {"observers": [SECOND]}


def keep_up(witness: Witness) -> None:
    """The server shows a new identity to both devices, before there may be another one.

    If it did not, nobody could tell a slow server from one that lies to one of them.
    """
    announce(witness.play)
    witness.see_identity(ALICE)
