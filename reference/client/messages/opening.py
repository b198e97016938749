"""Opening a pairwise envelope: whose device it is from, what it says of lists, what is in it.

1. A device that is not known is a reason to ask the directory. Then its certificate, which comes
   along, is put to the same step as ever, before the message is believed.
2. In one transaction: that step, decryption, the hints inside, and the parts of the message. What
   cannot be decrypted is asked for again.
3. If a hint was the first word of a newer list, the directory is asked for it.
"""

from __future__ import annotations

from contextlib import suppress

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.directory import is_wanted, refresh, was_removed
from mdaudit.reference.client.lists.hints import hear
from mdaudit.reference.client.lists.own_list import stop_if_removed
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.messages.incoming import Incoming, read_parts
from mdaudit.reference.client.messages.pairwise import Partner, decrypt
from mdaudit.reference.client.messages.parking import deliver
from mdaudit.reference.client.messages.plaintexts import check_id
from mdaudit.reference.client.messages.retrying import ask_again, stop_asking
from mdaudit.reference.client.receiving import Handlers
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.reference.sessions import KeyUsed, NoSession, Undecryptable, read_pre_key_message
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import decode_context_info, decode_device_sent
from mdaudit.spec.objects.messages.message import CONTEXT_INFO, DEVICE_SENT
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.objects.wire import Decoded
from mdaudit.spec.reading import NotPossible, Refused, require
from mdaudit.spec.receiving.showing import is_listed_now
from mdaudit.spec.sorts import Account, Index


def open_pairwise(device: Device, remote: Remote, handlers: Handlers, envelope: Envelope) -> None:
    """Open an envelope that is encrypted for this device alone.

    Raises:
        ServerError: the server could not be asked.
        WipedError: the own list does not name this device any more.
    """
    asked = _ask_before(device, remote, envelope)
    with device.transaction():
        try:
            _open(device, handlers, envelope)
        except KeyUsed:
            pass  # the same envelope again, or one that is too old to be told from it
        except (Undecryptable, Unauthentic) as reason:
            ask_again(device, envelope, reason)
        except Refused as refused:
            what = f"a message of device {envelope.sender.device} was refused"
            tell_refusal(device, envelope.sender.account, what, refused)
        except (NotPossible, Malformed) as problem:
            tell(device, envelope.sender.account, f"a message could not be read: {problem}")
    if not asked and is_wanted(device, Account(envelope.sender.account)):
        _ask(device, remote, Account(envelope.sender.account))


def _ask_before(device: Device, remote: Remote, envelope: Envelope) -> bool:
    """Ask for the own account and for the sender's, where there is a reason to.

    Returns whether the sender's was asked for.
    """
    if is_wanted(device, device.account):
        _ask(device, remote, device.account)
    account = Account(envelope.sender.account)
    if is_wanted(device, account) or not _is_known(device, envelope):
        _ask(device, remote, account)
        return True
    return False


def _ask(device: Device, remote: Remote, account: Account) -> None:
    with suppress(ServerRefused):  # nothing was learned, and what is known decides
        refresh(device, remote, account)
    stop_if_removed(device)


def _speaker(device: Device, envelope: Envelope) -> Partner:
    """The device that the envelope says it is from, with the key that a session would have.

    Raises:
        Malformed: the envelope's content is no message with pre keys, which its kind says it is.
    """
    account, index = Account(envelope.sender.account), Index(envelope.sender.device)
    if envelope.kind is Kind.PRE_KEY:
        return Partner(account, index, read_pre_key_message(envelope.content).identity_key)
    return Partner(account, index, device.party.state.key_at(device.name, account, index))


def _is_known(device: Device, envelope: Envelope) -> bool:
    try:
        return device.party.state.knows(device.name, *_speaker(device, envelope).row)
    except Malformed:
        return False


def _open(device: Device, handlers: Handlers, envelope: Envelope) -> None:
    speaker = _speaker(device, envelope)
    plaintext = _decrypt(device, speaker, envelope)
    stop_asking(device, envelope)
    decoded = read_parts(plaintext, handlers.parts)
    info = decode_context_info(decoded.optional_octets(CONTEXT_INFO) or b"")
    message = check_id(envelope.message, info)
    hear(device, speaker, info, _chat(device, decoded))
    incoming = Incoming(*speaker.row, message, plaintext, envelope.group)
    deliver(device, incoming, handlers.parts)


def _decrypt(device: Device, speaker: Partner, envelope: Envelope) -> bytes:
    """The plaintext, from a device that is believed.

    What a removed device wrote cannot be read any more, since its session has ended. So no step can
    be asked: `show` assumes that a session proved who wrote the message. The refusal is the rule's
    own, and is told; a step that was refused is not in the log, for none was taken.

    Raises:
        Refused: the device is refused, or was removed and its session with it (RCV-2).
        NotPossible: no primary of the account is pinned.
        Undecryptable, Unauthentic, Malformed: it cannot be read.
    """
    try:
        _believe(device, speaker, envelope)
        return decrypt(device, speaker, envelope.kind, envelope.content)
    except KeyUsed:
        raise
    except (Undecryptable, Unauthentic):
        account, index, _ = speaker.row
        if was_removed(device, account, index):
            require(is_listed_now, device.party.state, device.name, account, index)
        raise


def _believe(device: Device, speaker: Partner, envelope: Envelope) -> None:
    """Put a device that is not known to the step that accepts devices, with its certificate.

    Raises:
        Refused: it is refused.
        NotPossible: no primary of the account is pinned.
        NoSession: nothing says which key the device has.
    """
    if _is_known(device, envelope):
        return
    account, index, key = speaker.row
    if envelope.kind is not Kind.PRE_KEY:
        raise NoSession
    certificate = envelope.signed_device_identity
    device.peer.receive_device(account, index, key, certificate, device.clock())


def _chat(device: Device, decoded: Decoded) -> Account:
    """Whom the message was written to: this user, or whom a copy for own devices names."""
    wrapper = decoded.optional_octets(DEVICE_SENT)
    return device.account if wrapper is None else Account(decode_device_sent(wrapper).destination)
