"""What the server tells a primary of its companions counts as far as it is signed."""

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.typing_code import kept_wish
from mdaudit.reference.client.lists.publishing import removals_of
from mdaudit.reference.client.lists.removing import is_removed
from mdaudit.reference.client.messages.conversation import conversation
from mdaudit.reference.protocol.envelope import Told
from mdaudit.reference.protocol.notice import CodeWanted, Linked, LoggedOut, Notice
from mdaudit.spec.sorts import Index
from tests.reference.client.newcomers import hand_over, linked, registered
from tests.reference.client.town import Town


def hear(phone: Device, notice: Notice) -> None:
    """Let a primary hear a notice."""
    with remote_of(phone) as remote:
        HANDLERS.notices[type(notice)](phone, remote, notice)


def told(phone: Device) -> list[Notice]:
    """Return the notices that wait for a primary."""
    found = []
    with remote_of(phone) as remote, remote.mailbox() as mailbox:
        while isinstance(delivery := mailbox.next(5), Told):
            found.append(delivery.notice)
    return found


def test_a_companion_that_signed_back_is_shown(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        (notice,) = [one for one in told(phone) if isinstance(one, Linked)]
        for _ in range(2):
            hear(phone, notice)
        assert is_shown_as_linked(phone, laptop.index)
        assert conversation(phone, phone.account) == []


def test_a_forged_signature_is_told_to_the_owner(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        hear(phone, Linked(1, b"\xff"))
        assert not is_shown_as_linked(phone, laptop.index)
        (line,) = conversation(phone, phone.account)
        assert "device 1 was refused as linked (WIRE-2" in line.text


def test_a_companion_that_logged_out_goes(town: Town) -> None:
    with registered(town) as phone, linked(town, phone):
        for _ in range(2):
            hear(phone, LoggedOut(1))
        hand_over(phone)
        assert is_removed(phone, Index(1))
        hear(phone, LoggedOut(3))
        assert removals_of(phone).wanted == []


def test_a_companion_that_asks_by_code_is_remembered(town: Town) -> None:
    with registered(town) as phone:
        wanted = CodeWanted("r", b"w" * 80, b"c" * 32)
        hear(phone, wanted)
        assert kept_wish(phone) == wanted
