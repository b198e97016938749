"""What this device says of device lists in every message (ICDC-1), and what it hears.

Said: the time of the held list, and a hash of the identity keys in it. Of the sender's own account
always; in a conversation of two, of the other account as well.

Heard: a time is word of a list (ICDC-2), a hash of an equally new list is compared (ICDC-3), a
primary without companions says so (ICDC-5). A hash speaks of all keys at once and the step of one
index: if hashes differ, the stated hash stands for the other key, at the lowest companion's index.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.parties.listener import Listener
from mdaudit.spec.consistency.saying import says_how_new
from mdaudit.spec.objects.key_hash import key_hash, key_hashes_agree
from mdaudit.spec.objects.messages import (
    ContextInfo,
    DeviceListMetadata,
    Hint,
    decode_device_list_metadata,
    encode_context_info,
    encode_device_list_metadata,
)
from mdaudit.spec.objects.messages.device_list_metadata import VERSION
from mdaudit.spec.reading import Refused, require
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, IdentityKey, Index
from mdaudit.spec.state.signed import NO_LIST, list_time

NOTHING_SAID: Final = Hint()


def context_info(device: Device, secret: bytes, recipient: Account | None) -> bytes:
    """What accompanies a message: its secret, and hints. In the transaction that encrypts it.

    `recipient` is the other account of a conversation of two.

    Raises:
        Refused: this device has no list of its own account to speak of (ICDC-1).
    """
    sender = _say(device, device.account)
    says = sender.timestamp if sender.timestamp is not None else list_time(NO_LIST)
    has_companions = bool(_companions(device, device.account))
    require(says_how_new, says, has_companions, sender.key_hash is not None)
    other = NOTHING_SAID if recipient is None else _say(device, recipient)
    metadata = encode_device_list_metadata(DeviceListMetadata(sender, other))
    return encode_context_info(ContextInfo(metadata, VERSION, secret))


def hear(device: Device, speaker: Partner, info: ContextInfo, chat: Account | None) -> None:
    """Take to heart what a decrypted message says of lists. In the transaction that decrypted it.

    `chat` is whom the speaker wrote to, in a conversation of two. A hint that is refused is told
    and does not touch the message.

    Raises:
        Malformed: the metadata cannot be read.
    """
    if info.device_lists is None or info.device_lists_version != VERSION:
        return
    metadata = decode_device_list_metadata(info.device_lists, VERSION)
    _hear_one(device, speaker, speaker.account, metadata.sender)
    if chat is not None:
        _hear_one(device, speaker, chat, metadata.recipient)


def _say(device: Device, account: Account) -> Hint:
    """What this device knows of an account, said as something it stands for."""
    s, client = device.party.state, device.name
    held = s.held(client, account)
    if held == NO_LIST:
        return NOTHING_SAID
    companions = _companions(device, account)
    known = {index: key for index, key in companions.items() if key != NO_KEY}
    for index in known:
        Listener(client, device.party).say_view(account, index, device.clock())
    if not companions:
        return Hint(timestamp=list_time(held))
    named = frozenset() if len(known) == len(companions) else frozenset({PRIMARY, *known})
    return Hint(_hash(device, account, known), list_time(held), named)


def _companions(device: Device, account: Account) -> dict[Index, IdentityKey]:
    """The companions that the held list names, each with its key as far as it is known."""
    s, client = device.party.state, device.name
    indexes = s.held(client, account).valid_indexes - {PRIMARY}
    return {index: s.key_at(client, account, index) for index in sorted(indexes)}


def _hash(device: Device, account: Account, companions: dict[Index, IdentityKey]) -> bytes:
    return key_hash([device.party.state.pin(device.name, account), *companions.values()])


def _hear_one(device: Device, speaker: Partner, account: Account, hint: Hint) -> None:
    if hint.timestamp is None:
        return
    own = device.account
    if account == own and speaker.account != own:
        _compare(device, speaker, account, hint)  # no hint: others know no better than we do
        return
    alone = speaker.account == account and speaker.index == PRIMARY and hint.key_hash is None
    clock, named = device.clock(), hint.timestamp
    listener = Listener(device.name, device.party)
    if alone:
        _told(device, account, lambda: listener.hear_alone(account, named, clock))
    else:
        _told(device, account, lambda: device.peer.hear_hint(account, speaker.row, named, clock))
        _compare(device, speaker, account, hint)


def _told(device: Device, account: Account, step: Callable[[], None]) -> None:
    try:
        step()
    except Refused as refused:
        tell_refusal(device, account, "word of a newer device list was refused", refused)


def _compare(device: Device, speaker: Partner, account: Account, hint: Hint) -> None:
    """Compare a stated hash with the keys that are known, if both are of the same list."""
    held = device.party.state.held(device.name, account)
    if hint.key_hash is None or hint.timestamp != list_time(held):
        return
    listed = _companions(device, account)
    meant = {i: key for i, key in listed.items() if not hint.key_indexes or i in hint.key_indexes}
    if not meant or NO_KEY in meant.values():
        return  # undecided: nothing is said of companions, or of one whose key is not known
    listener, clock = Listener(device.name, device.party), device.clock()
    if key_hashes_agree(hint.key_hash, _hash(device, account, meant)):
        for index, key in meant.items():
            listener.hear_view(account, speaker.key, index, key, clock)
    else:
        other = IdentityKey(hint.key_hash)
        if listener.hear_view(account, speaker.key, min(meant), other, clock):
            tell(device, account, "two devices were shown different keys for one device list")
