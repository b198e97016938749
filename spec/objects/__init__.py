"""The objects on the wire: their bytes, what is signed, and whether a signature holds.

An object is read from received bytes by its ``decode_`` function, which raises `Malformed` or
returns an **unverified** object that keeps those bytes. Whether it may be believed is asked
afterwards, by the predicates ``..._holds`` and `linking_secret_vouches`, always over the bytes as
received and never over a re-encoding. Nothing here decides what follows: the chapters do.

Reading order: `prefixes` (what is signed), `device_identity`, `key_index_list` and `linking` (the
objects), `signature`, then `wire` with `layout`, `part` and `varint` (how bytes are read).

Beside them stand `qr_code` and `linking_code` (how a linking secret comes about), `messages` (what
encrypted messages say about devices), `key_hash`, `participant_hash` and `security_code` (what is
compared), and `app_state`. They are imported by their own names: an audit of lists and identities
loads none of them, and so no cipher.
"""

from mdaudit.spec.objects.device_identity import (
    DeviceIdentity,
    SignedDeviceIdentity,
    account_signature_holds,
    decode_device_identity,
    decode_signed_device_identity,
    device_signature_holds,
    encode_device_identity,
    encode_signed_device_identity,
)
from mdaudit.spec.objects.encryption_type import EncryptionType
from mdaudit.spec.objects.key_index_list import (
    KeyIndexList,
    SignedKeyIndexList,
    decode_key_index_list,
    decode_signed_key_index_list,
    encode_key_index_list,
    encode_signed_key_index_list,
    list_signature_holds,
)
from mdaudit.spec.objects.linking import (
    LinkingPayload,
    decode_linking_payload,
    encode_linking_payload,
    linking_mac,
    linking_secret_vouches,
)
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.prefixes import (
    account_signature_string,
    device_list_string,
    device_signature_string,
    linking_mac_input,
)
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.signature import signature_holds

__all__ = [
    "DeviceIdentity",
    "EncryptionType",
    "KeyIndexList",
    "LinkingPayload",
    "Malformed",
    "Report",
    "SignedDeviceIdentity",
    "SignedKeyIndexList",
    "account_signature_holds",
    "account_signature_string",
    "decode_device_identity",
    "decode_key_index_list",
    "decode_linking_payload",
    "decode_signed_device_identity",
    "decode_signed_key_index_list",
    "device_list_string",
    "device_signature_holds",
    "device_signature_string",
    "encode_device_identity",
    "encode_key_index_list",
    "encode_linking_payload",
    "encode_signed_device_identity",
    "encode_signed_key_index_list",
    "linking_mac",
    "linking_mac_input",
    "linking_secret_vouches",
    "list_signature_holds",
    "signature_holds",
]
