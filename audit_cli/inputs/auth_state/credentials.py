"""Who the client is, and who linked it: ``creds.json``."""

from __future__ import annotations

from mdaudit.audit_cli.inputs.auth_state.files import Account, Credentials
from mdaudit.audit_cli.inputs.auth_state.folder import CREDENTIALS
from mdaudit.audit_cli.inputs.client_store import (
    OwnDevice,
    StoredIdentity,
    certificate_octets,
    raw_key,
    split_jid,
)
from mdaudit.audit_cli.inputs.evidence import Key, Octets
from mdaudit.audit_cli.inputs.octets import from_base64


def own_device(credentials: Credentials) -> OwnDevice:
    """The device whose folder it is.

    Raises:
        ValueError: nobody has linked it, or a key, signature or address is none.
    """
    if credentials.me is None:
        raise ValueError("credentials that nobody has linked")
    account, device = split_jid(credentials.me.id)
    stored, secret = credentials.account, credentials.adv_secret_key
    return OwnDevice(
        account=account,
        device=device,
        identity_key=raw_key(credentials.signed_identity_key.public),
        certificate=None if stored is None else _certificate(stored),
        primary_key=_adopted(stored),
        linking_secret=None if secret is None else raw_key(from_base64(secret)),
        pointer=f"/{CREDENTIALS}/account",
    )


def _adopted(stored: Account | None) -> Key | None:
    key = None if stored is None else stored.account_signature_key
    return raw_key(key) if key else None


def _certificate(stored: Account) -> Octets:
    return certificate_octets(
        stored.details, _adopted(stored), stored.account_signature, stored.device_signature
    )


def own_alias(credentials: Credentials) -> dict[str, str]:
    """From the own hidden name to the own number.

    Raises:
        ValueError: an address is none.
    """
    me = credentials.me
    return {split_jid(me.lid)[0]: split_jid(me.id)[0]} if me and me.lid else {}


def first_identities(credentials: Credentials) -> tuple[StoredIdentity, ...]:
    """The identity keys that were stored at linking: the own main device's.

    Raises:
        ValueError: a key or address is none.
    """
    accounts = own_alias(credentials)
    found = []
    for number, identity in enumerate(credentials.identities or ()):
        name, _ = split_jid(identity.identifier.name)
        found.append(
            StoredIdentity(
                account=accounts.get(name, name),
                device=identity.identifier.device_id,
                name=name,
                pointer=f"/{CREDENTIALS}/signalIdentities/{number}",
                key=raw_key(identity.identifier_key),
            )
        )
    return tuple(found)
