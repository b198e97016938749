"""The table of everything that a device handles when it arrives."""

from __future__ import annotations

from typing import Final

from mdaudit.reference.client.answering import answer_retry
from mdaudit.reference.client.app_state.replaying import hear_of_patch
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.membership import hear_members
from mdaudit.reference.client.groups.receiving import (
    open_group_message,
    show_sent_again,
    take_sender_key,
)
from mdaudit.reference.client.groups.showing import try_again
from mdaudit.reference.client.linking.notices import code_wanted, linked, logged_out
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.opening import open_pairwise
from mdaudit.reference.client.messages.plaintexts import CONVERSATION
from mdaudit.reference.client.messages.showing import show_own_text, show_text
from mdaudit.reference.client.notices import ask_for_devices, make_more_pre_keys
from mdaudit.reference.client.own.account import hear_own_message
from mdaudit.reference.client.receiving import Handlers
from mdaudit.reference.own_data.messages import PROTOCOL_MESSAGE
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.protocol.notice import (
    CodeWanted,
    DevicesChanged,
    FewPreKeys,
    Linked,
    LoggedOut,
    MembersChanged,
    PatchWritten,
)
from mdaudit.spec.objects.messages.message import DEVICE_SENT, SENDER_KEY_DISTRIBUTION


def _show(device: Device, incoming: Incoming, octets: bytes) -> None:
    if not show_sent_again(device, incoming):
        show_text(device, incoming, octets)


HANDLERS: Final = Handlers(
    kinds={
        Kind.PRE_KEY: open_pairwise,
        Kind.MESSAGE: open_pairwise,
        Kind.SENDER_KEY: open_group_message,
        Kind.RETRY: answer_retry,
    },
    parts={
        SENDER_KEY_DISTRIBUTION: take_sender_key,
        PROTOCOL_MESSAGE: hear_own_message,
        DEVICE_SENT: show_own_text,
        CONVERSATION: _show,
    },
    notices={
        DevicesChanged: ask_for_devices,
        FewPreKeys: make_more_pre_keys,
        MembersChanged: hear_members,
        PatchWritten: hear_of_patch,
        Linked: linked,
        LoggedOut: logged_out,
        CodeWanted: code_wanted,
    },
    again=(try_again,),
)
"""What is handled where."""
