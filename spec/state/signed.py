"""Signed objects: the server can replay them and cannot change what they say."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Content, ContentSet
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    NO_LIFE,
    NO_SENDER_KEY,
    PRIMARY,
    Account,
    IdentityKey,
    Index,
    RawId,
    SenderKey,
    Time,
    Truth,
)
from mdaudit.spec.state.app_state import (
    APP_STATE_CONTENTS,
    NO_APP_STATE_KEY,
    NO_PATCH,
    AppStateKey,
    Patch,
)


@dataclass(frozen=True)
class SignedList:
    """A device list (``ADVKeyIndexList``) as one object: the server can replay, not change it."""

    name: str
    """Tells objects apart that say the same, for example a digest of the received bytes."""

    list_life: RawId = NO_LIFE
    list_time: Time = NEVER
    current_index: Index = PRIMARY
    valid_indexes: frozenset[Index] = frozenset()
    list_is_hosted: Truth = False

    def __str__(self) -> str:
        return self.name


NO_LIST = SignedList("no list")
"""Nothing held yet."""


@dataclass(frozen=True)
class Certificate:
    """A device identity (``ADVDeviceIdentity``) with the companion key that is signed with it."""

    name: str
    """Tells objects apart that say the same."""

    certificate_life: RawId = NO_LIFE
    certificate_time: Time = NEVER
    certificate_index: Index = PRIMARY
    certificate_key: IdentityKey = NO_KEY
    certificate_is_hosted: Truth = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Contact:
    """What a device knows of a contact, as it hands it to the other devices of its account."""

    name: str
    """Tells objects apart that say the same."""

    contact_account: Account = Account("")
    contact_pin: IdentityKey = NO_KEY
    contact_life: RawId = NO_LIFE
    contact_is_verified: Truth = False
    contact_list: SignedList = NO_LIST
    contact_mark: Index = PRIMARY
    contact_required_time: Time = NEVER

    def __str__(self) -> str:
        return self.name


NO_CERTIFICATE = Certificate("no certificate")
"""No evidence was presented."""

NO_CONTACT = Contact("no contact")
"""Nothing was handed over."""

list_life = Content[SignedList, RawId]("list_life", SignedList, RawId)
"""The life that the list belongs to."""
list_time = Content[SignedList, Time]("list_time", SignedList, Time)
"""When the primary signed it, by the primary's clock."""
current_index = Content[SignedList, Index]("current_index", SignedList, Index)
"""The index that the list itself calls its highest."""
lists = ContentSet[SignedList, Index]("valid_indexes", SignedList, Index)
"""Whether the list names an index as valid."""
list_is_hosted = Content[SignedList, Truth]("list_is_hosted", SignedList, bool)
"""Whether the list is of a hosted account."""

certificate_life = Content[Certificate, RawId]("certificate_life", Certificate, RawId)
"""The life that the certificate belongs to."""
certificate_time = Content[Certificate, Time]("certificate_time", Certificate, Time)
"""When the primary signed it, by the primary's clock."""
certificate_index = Content[Certificate, Index]("certificate_index", Certificate, Index)
"""The key index that it gives to the device."""
certificate_key = Content[Certificate, IdentityKey]("certificate_key", Certificate, IdentityKey)
"""The identity key of the device."""
certificate_is_hosted = Content[Certificate, Truth]("certificate_is_hosted", Certificate, bool)
"""Whether the device is a hosted one."""

contact_account = Content[Contact, Account]("contact_account", Contact, Account)
"""Whom the record is about."""
contact_pin = Content[Contact, IdentityKey]("contact_pin", Contact, IdentityKey)
"""The primary key that the giver pinned."""
contact_life = Content[Contact, RawId]("contact_life", Contact, RawId)
"""The life that it pinned with it."""
contact_is_verified = Content[Contact, Truth]("contact_is_verified", Contact, bool)
"""Whether the giver marked the contact as verified."""
contact_list = Content[Contact, SignedList]("contact_list", Contact, SignedList)
"""The list that the giver holds."""
contact_mark = Content[Contact, Index]("contact_mark", Contact, Index)
"""The giver's own mark."""
contact_required_time = Content[Contact, Time]("contact_required_time", Contact, Time)
"""The highest time that a hint named to the giver."""

CONTENTS = (
    list_life,
    list_time,
    current_index,
    lists,
    list_is_hosted,
    certificate_life,
    certificate_time,
    certificate_index,
    certificate_key,
    certificate_is_hosted,
    contact_account,
    contact_pin,
    contact_life,
    contact_is_verified,
    contact_list,
    contact_mark,
    contact_required_time,
    *APP_STATE_CONTENTS,
)
"""All contents of signed and authenticated objects."""

NAMED = {
    IdentityKey: NO_KEY,
    RawId: NO_LIFE,
    SenderKey: NO_SENDER_KEY,
    SignedList: NO_LIST,
    Certificate: NO_CERTIFICATE,
    Contact: NO_CONTACT,
    AppStateKey: NO_APP_STATE_KEY,
    Patch: NO_PATCH,
}
"""The one named value of each sort that has one."""
