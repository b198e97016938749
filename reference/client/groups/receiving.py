"""Messages to groups: the key of a device comes over its own session, and reads what it wrote.

What a person sees was written under a key that the showing device itself brought (GRP-5), while the
device is believed (GRP-3, DEV-3). The keys of removed devices are forgotten with the next message,
or with what else is due.
Who is newer than the held list looks like a removed one: its keys stay while a message of it waits.

A message that cannot be read is asked for again. What comes then is one for this device alone: text
and sender key in one pairwise message. The key says which group the text is for, since the envelope
is the server's word.
"""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.keys import forget_keys, keep_keys, keys_of
from mdaudit.reference.client.groups.membership import member_of
from mdaudit.reference.client.groups.showing import (
    Arrived,
    is_awaited,
    show_or_park,
    show_or_tell,
)
from mdaudit.reference.client.lists.directory import refresh_if_needed
from mdaudit.reference.client.lists.hints import hear
from mdaudit.reference.client.lists.own_list import stop_if_removed
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.messages.plaintexts import check_id
from mdaudit.reference.client.messages.retrying import ask_again, stop_asking
from mdaudit.reference.client.receiving import Handlers
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.protocol.envelope import Envelope
from mdaudit.reference.sender_keys import read_distribution
from mdaudit.reference.sessions import KeyUsed, Undecryptable, unpad
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    decode_context_info,
    decode_message,
    decode_sender_key_distribution,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Account, Group, Index


def take_sender_key(device: Device, incoming: Incoming, octets: bytes) -> None:
    """A device brings its sender key for a group, over its session. In a transaction.

    Raises:
        NotPossible: there is no session with the device any more.
        Malformed: the bytes are no sender key.
    """
    brought = decode_sender_key_distribution(octets)
    given, group = read_distribution(brought.key), Group(brought.group)
    writer = incoming.partner
    member_of(device).receive_key(group, writer.row, given.name, writer.row, device.clock())
    keep_keys(device, group, writer, keys_of(device, group, writer).with_distribution(given))


def show_sent_again(device: Device, incoming: Incoming) -> bool:
    """Show what came along with a sender key, after that was taken. In a transaction.

    Returns whether it was a message to a group.

    Raises:
        Malformed: the bytes are no message, or no sender key.
    """
    said = decode_message(incoming.plaintext)
    if said.sender_key_distribution is None:
        return False
    brought = decode_sender_key_distribution(said.sender_key_distribution)
    chain = read_distribution(brought.key).name
    writer = incoming.partner.row
    show_or_tell(device, Arrived(brought.group, *writer, chain, incoming.message, said.content))
    return True


def open_group_message(
    device: Device, remote: Remote, _handlers: Handlers, envelope: Envelope
) -> None:
    """Open an envelope that is encrypted under a sender key.

    Raises:
        ServerError: the server could not be asked.
        WipedError: the own list does not name this device any more.
    """
    if envelope.group is None:
        return
    group = Group(envelope.group)
    _ask_about(device, remote, envelope)
    with device.transaction():
        try:
            _open(device, group, envelope)
        except KeyUsed:
            pass  # the same envelope again, or one from before the key was given
        except (Undecryptable, Unauthentic) as reason:
            ask_again(device, envelope, reason)
        except Refused as refused:
            what = f"gap: a message of device {envelope.sender.device} was refused"
            tell_refusal(device, group, what, refused)
        except (NotPossible, Malformed) as problem:
            tell(device, group, f"gap: a message of {envelope.sender.account}: {problem}")
        forget_removed(device, group)


def forget_removed(device: Device, group: Group) -> None:
    """Forget the sender keys of devices that are there no more (GRP-3). In a transaction."""
    member = member_of(device)
    gone = member.removed_writers(group)
    if gone and not any(is_awaited(device, group, row) for row in gone):
        member.forget_keys(group, device.clock())
        for row in gone:
            forget_keys(device, group, Partner(*row))


def forget_all_removed(device: Device) -> None:
    """Forget them in all groups, where no message comes for long."""
    with device.transaction():
        for group in member_of(device).groups_with_keys():
            forget_removed(device, group)


def _ask_about(device: Device, remote: Remote, envelope: Envelope) -> None:
    """Ask for the own account and for the sender's, where there is a reason to."""
    for account in dict.fromkeys((device.account, Account(envelope.sender.account))):
        try:
            refresh_if_needed(device, remote, account)
        except ServerRefused:
            continue  # nothing was learned, and what is known decides
    stop_if_removed(device)


def _open(device: Device, group: Group, envelope: Envelope) -> None:
    account, index = Account(envelope.sender.account), Index(envelope.sender.device)
    writer = Partner(account, index, device.party.state.key_at(device.name, account, index))
    read = keys_of(device, group, writer).decrypt(envelope.content)
    keep_keys(device, group, writer, read.record)
    stop_asking(device, envelope)
    said = decode_message(unpad(read.plaintext))
    info = decode_context_info(said.context_info or b"")
    message = check_id(envelope.message, info)
    hear(device, writer, info, None)
    show_or_park(device, Arrived(group, *writer.row, read.name, message, said.content))
