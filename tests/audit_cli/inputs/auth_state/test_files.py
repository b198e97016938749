"""Files of an auth state: whatever they say, they are read or an error names them."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.auth_state.credentials import first_identities, own_device
from mdaudit.audit_cli.inputs.auth_state.files import Credentials, SessionRecord, read_file
from mdaudit.audit_cli.inputs.evidence import Octets

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "said", ['{"type": "Buffer", "data": "BQY="}', '{"type": "Buffer", "data": [5, 6]}', '"BQY="']
)
def test_bytes_have_three_spellings(said: str) -> None:
    assert read_file("file", said.encode(), Octets) == b"\5\6"


@pytest.mark.parametrize(
    "said",
    [
        '{"type": "Other", "data": "BQY="}',
        '{"type": "Buffer"}',
        '{"type": "Buffer", "data": [true]}',
        '{"type": "Buffer", "data": [256]}',
        '"BQY"',
        "[5, 6.5]",
        "7",
    ],
)
def test_other_spellings_of_bytes_are_refused(said: str) -> None:
    with pytest.raises(CannotLookError, match=r"^file: expected (bytes as|standard base64)"):
        read_file("file", said.encode(), Octets)


@given(ANY_JSON)
def test_any_json_is_a_record_or_an_error(said: object) -> None:
    with suppress(CannotLookError):
        read_file("file", json.dumps({"_sessions": said}).encode(), SessionRecord)


@given(ANY_JSON, ANY_JSON)
def test_any_credentials_are_a_device_or_an_error(account: object, me: object) -> None:
    said = {
        "signedIdentityKey": {"public": "A" * 43 + "="},
        "account": account,
        "me": {"id": me},
        "signalIdentities": account,
    }
    with suppress(CannotLookError, ValueError):
        credentials = read_file("file", json.dumps(said).encode(), Credentials)
        own_device(credentials)
        first_identities(credentials)
