"""The reader against the general one: equal on valid input, different where it is said to be."""

from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed, device_identity, key_index_list, linking
from mdaudit.spec.objects.app_state import mutation, patch, record, snapshot
from mdaudit.spec.objects.layout import LISTS, Field, Kind, Layout
from mdaudit.spec.objects.messages.context_info import CONTEXT_INFO
from mdaudit.spec.objects.messages.device_list_metadata import DEVICE_LIST_METADATA
from mdaudit.spec.objects.messages.device_sent import DEVICE_SENT
from mdaudit.spec.objects.messages.history_sync import HISTORY_SYNC
from mdaudit.spec.objects.messages.message import MESSAGE
from mdaudit.spec.objects.messages.sender_key_distribution import SENDER_KEY_DISTRIBUTION
from mdaudit.spec.objects.wire import read_message, write_message

LAYOUTS = (
    device_identity.DEVICE_IDENTITY,
    device_identity.SIGNED_DEVICE_IDENTITY,
    key_index_list.KEY_INDEX_LIST,
    key_index_list.SIGNED_KEY_INDEX_LIST,
    linking.LINKING_PAYLOAD,
    MESSAGE,
    DEVICE_SENT,
    SENDER_KEY_DISTRIBUTION,
    CONTEXT_INFO,
    DEVICE_LIST_METADATA,
    HISTORY_SYNC,
    mutation.ACTION_DATA,
    record.SYNCD_VERSION,
    record.SYNCD_KEY_ID,
    record.SYNCD_INDEX,
    record.SYNCD_VALUE,
    record.SYNCD_RECORD,
    patch.SYNCD_MUTATION,
    patch.SYNCD_PATCH,
    snapshot.SYNCD_SNAPSHOT,
)
EVERY_LAYOUT = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)

Description = descriptor_pb2.FieldDescriptorProto
TYPES = {
    Kind.UINT32: Description.TYPE_UINT32,
    Kind.UINT64: Description.TYPE_UINT64,
    Kind.ENUM: Description.TYPE_ENUM,
    Kind.BYTES: Description.TYPE_BYTES,
    Kind.TEXT: Description.TYPE_STRING,
    Kind.REPEATED_UINT32: Description.TYPE_UINT32,
    Kind.REPEATED_BYTES: Description.TYPE_BYTES,
}


def description_of(field: Field) -> Description:
    repeated = field.kind in LISTS
    packed = field.kind is Kind.REPEATED_UINT32
    return Description(
        name=field.name,
        number=field.number,
        type=TYPES[field.kind],
        type_name=".test.EncryptionType" if field.kind is Kind.ENUM else None,
        label=Description.LABEL_REPEATED if repeated else Description.LABEL_OPTIONAL,
        options=descriptor_pb2.FieldOptions(packed=True) if packed else None,
    )


def general_readers() -> dict[str, Any]:
    """Return a class of the general library for each layout."""
    file = descriptor_pb2.FileDescriptorProto(name="test.proto", package="test", syntax="proto2")
    names = file.enum_type.add(name="EncryptionType").value
    names.add(name="E2EE", number=0)
    names.add(name="HOSTED", number=1)
    for layout in LAYOUTS:
        fields = [description_of(field) for field in layout.fields]
        file.message_type.add(name=layout.name, field=fields)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        layout.name: message_factory.GetMessageClass(
            pool.FindMessageTypeByName(f"test.{layout.name}")
        )
        for layout in LAYOUTS
    }


GENERAL = general_readers()
LIMITS = {Kind.UINT32: 2**32 - 1, Kind.UINT64: 2**64 - 1, Kind.ENUM: 1}


def values_of(field: Field) -> st.SearchStrategy[Any]:
    lengths = [length for length in range(65) if field.allows(length)]
    octets = st.binary(min_size=lengths[0], max_size=lengths[-1])
    match field.kind:
        case Kind.BYTES:
            return octets
        case Kind.TEXT:
            return st.text(min_size=lengths[0], max_size=10)
        case Kind.REPEATED_UINT32:
            return st.lists(st.integers(0, 2**32 - 1), max_size=6)
        case Kind.REPEATED_BYTES:
            return st.lists(octets, max_size=4)
    return st.integers(0, LIMITS[field.kind])


@st.composite
def messages(draw: st.DrawFn, layout: Layout) -> Any:
    """Return a message of the general library, with every required field."""
    message = GENERAL[layout.name]()
    for field in layout.fields:
        if field.required or draw(st.booleans()):
            value = draw(values_of(field))
            if field.kind in LISTS:
                getattr(message, field.name).extend(value)
            else:
                setattr(message, field.name, value)
    return message


def assert_same(layout: Layout, data: bytes, message: Any) -> None:
    decoded = read_message(layout, data)
    assert decoded.reports == ()
    for field in layout.fields:
        expected = getattr(message, field.name)
        if field.kind is Kind.BYTES:
            present = expected if message.HasField(field.name) else None
            assert decoded.optional_octets(field) == present
        elif field.kind is Kind.TEXT:
            assert decoded.optional_text(field) == (
                expected if message.HasField(field.name) else None
            )
        elif field.kind is Kind.REPEATED_UINT32:
            assert decoded.all_integers(field) == tuple(expected)
        elif field.kind is Kind.REPEATED_BYTES:
            assert decoded.all_octets(field) == tuple(expected)
        else:
            assert decoded.integer(field) == expected


@EVERY_LAYOUT
@given(data=st.data())
def test_valid_messages_read_the_same(layout: Layout, data: st.DataObject) -> None:
    message = data.draw(messages(layout))
    assert_same(layout, message.SerializeToString(), message)


UNKNOWN = (b"\xf8\x03\x05", b"\xfa\x03\x03abc", b"\xf9\x03" + bytes(8), b"\xfd\x03" + bytes(4))


@EVERY_LAYOUT
@given(data=st.data())
def test_order_and_unknown_fields_change_nothing(layout: Layout, data: st.DataObject) -> None:
    message = data.draw(messages(layout))
    parts = [*data.draw(st.lists(st.sampled_from(UNKNOWN), max_size=3))]
    for descriptor, value in message.ListFields():
        single = GENERAL[layout.name]()
        if isinstance(value, int | bytes | str):
            setattr(single, descriptor.name, value)
        else:
            getattr(single, descriptor.name).extend(value)
        parts.append(single.SerializePartialToString())
    shuffled = b"".join(data.draw(st.permutations(parts)))
    assert_same(layout, shuffled, GENERAL[layout.name].FromString(shuffled))


@EVERY_LAYOUT
@given(data=st.data())
def test_what_is_written_is_what_the_general_library_writes(
    layout: Layout, data: st.DataObject
) -> None:
    message = data.draw(messages(layout))
    values = {
        descriptor.number: value if isinstance(value, int | bytes | str) else tuple(value)
        for descriptor, value in message.ListFields()
    }
    written = write_message(layout, {field: values.get(field.number) for field in layout.fields})
    assert written == message.SerializeToString()


DIFFERENCES = {
    "repeated scalar: the last one there, refused here": ("08011002 0805", {"rawId": 5}),
    "integer of 33 bits: cut there, refused here": ("088180808010 1002", {"rawId": 1}),
    "wrong wire type: unknown there, refused here": ("08011002 1a0103", {"keyIndex": 0}),
    "group: skipped there, refused here": ("08011002 fb01 fc01", {"rawId": 1}),
    "number without a name: default there, refused here": ("08011002 2807", {"deviceType": 0}),
    "named number of 33 bits: cut there, refused here": (
        "08011002 288180808010",
        {"deviceType": 1},
    ),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_in_signed_details_this_reader_refuses_what_the_general_one_interprets(name: str) -> None:
    data, interpreted = DIFFERENCES[name]
    message = GENERAL["ADVDeviceIdentity"].FromString(bytes.fromhex(data))
    assert {field: getattr(message, field) for field in interpreted} == interpreted
    with pytest.raises(Malformed):
        device_identity.decode_device_identity(bytes.fromhex(data))


def test_an_empty_message_is_all_defaults_there_and_refused_here() -> None:
    assert GENERAL["ADVDeviceIdentity"].FromString(b"").rawId == 0
    with pytest.raises(Malformed):
        device_identity.decode_device_identity(b"")
