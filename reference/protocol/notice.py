"""What the server tells a device. None of it is signed; most of it is a reason to ask."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Blob, Name, Number, Octets32, Part


class DevicesChanged(Part, frozen=True, tag="devices"):
    """The devices of an account, perhaps the own one, are others than before."""

    account: Name
    removed: tuple[Number, ...] = ()
    added: tuple[Number, ...] = ()


class MembersChanged(Part, frozen=True, tag="members"):
    """A group has other members."""

    group: Name
    members: tuple[Name, ...]


class Linked(Part, frozen=True, tag="linked"):
    """To a primary: the companion that it approved has signed back."""

    device: Number
    signed_device_identity: Blob


class LoggedOut(Part, frozen=True, tag="logged_out"):
    """To a primary: a companion logged out, says the server."""

    device: Number


class CodeWanted(Part, frozen=True, tag="code_wanted"):
    """To a primary: a companion shows eight characters, says the server."""

    reference: str
    wrapped_key: Blob
    companion_key: Octets32


class CodeFinished(Part, frozen=True, tag="code_finished"):
    """To a primary: the companion's last word in linking by code."""

    reference: str
    bundle: Blob
    companion_key: Octets32


class FewPreKeys(Part, frozen=True, tag="few_pre_keys"):
    """To a device: few of its one-time pre keys are left."""

    left: Number


class PatchWritten(Part, frozen=True, tag="patch"):
    """To a device: app state has a newer version."""

    version: Number


Notice = (
    DevicesChanged
    | MembersChanged
    | Linked
    | LoggedOut
    | CodeWanted
    | CodeFinished
    | FewPreKeys
    | PatchWritten
)
"""Any notice."""
