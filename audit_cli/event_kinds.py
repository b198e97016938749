"""The kinds of events that a timeline tells."""

from __future__ import annotations

from enum import Enum


class EventKind(Enum):
    """What an event is. Of one second, what is first here comes first."""

    PIN = "pin"
    """A primary's key was pinned."""
    LIST = "list"
    """The server showed a device list."""
    COMPARISON = "comparison"
    """A user compared the security code, or confirmed a change of identity."""
    DEVICE = "device"
    """A device was known for the first time."""
    APP_STATE_KEY = "app_state_key"
    """A key for app state was made."""
    LINKING = "linking"
    """A companion got a linking payload."""
    LINKING_END = "linking_end"
    """A companion gave up an attempt to be linked, or was done with it."""
    NOTICE = "notice"
    """The server said something without a signature."""
    HINT = "hint"
    """A message had word of a list in it."""
    REMOVAL = "removal"
    """A user asked for the removal of a device."""
    REMOVAL_SHOWN = "removal_shown"
    """A removal was shown to the user as done."""
    SENDER_KEY = "sender_key"
    """A group's sender key was made, or came."""
    SENDER_KEY_END = "sender_key_end"
    """A group's sender key was deleted."""
    RECEIVED = "received"
    """A message came, or data of the own account."""
    SENT = "sent"
    """A message was sent, to an account or a group."""
    COPY = "copy"
    """A device was sent its copy of a message, or a group's sender key."""
    COLLECTION = "collection"
    """The evidence was collected."""
