"""What travels inside encrypted messages and concerns devices.

Everything else in a message is its content, which no rule speaks about; it stays as bytes. All of
it comes from the sending device and from nobody else, so it is read as strictly as signed details:
a field that appears twice is refused. General readers would merge the two, or take one of them, and
the devices of one user would see different messages.
"""

from mdaudit.spec.objects.messages.context_info import (
    ContextInfo,
    decode_context_info,
    encode_context_info,
)
from mdaudit.spec.objects.messages.device_list_metadata import (
    DeviceListMetadata,
    Hint,
    decode_device_list_metadata,
    encode_device_list_metadata,
)
from mdaudit.spec.objects.messages.device_sent import (
    DeviceSent,
    decode_device_sent,
    encode_device_sent,
)
from mdaudit.spec.objects.messages.history_sync import (
    HistoryFile,
    HistorySync,
    HistoryType,
    decode_history_sync,
    encode_history_sync,
)
from mdaudit.spec.objects.messages.message import Message, decode_message, encode_message
from mdaudit.spec.objects.messages.sender_key_distribution import (
    SenderKeyDistribution,
    decode_sender_key_distribution,
    encode_sender_key_distribution,
)

__all__ = [
    "ContextInfo",
    "DeviceListMetadata",
    "DeviceSent",
    "Hint",
    "HistoryFile",
    "HistorySync",
    "HistoryType",
    "Message",
    "SenderKeyDistribution",
    "decode_context_info",
    "decode_device_list_metadata",
    "decode_device_sent",
    "decode_history_sync",
    "decode_message",
    "decode_sender_key_distribution",
    "encode_context_info",
    "encode_device_list_metadata",
    "encode_device_sent",
    "encode_history_sync",
    "encode_message",
    "encode_sender_key_distribution",
]
