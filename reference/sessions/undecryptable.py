"""The ways in which a well-formed, perhaps authentic message still cannot be decrypted.

Two other ways are the specification's: `Malformed`, where bytes are no message, and `Unauthentic`,
where no key that is held made them. Whatever is raised, no state has changed.
"""

from __future__ import annotations


class Undecryptable(Exception):  # noqa: N818 - it names what the message is, as `Malformed` does
    """There is no key for a message; the sender can be asked to encrypt it again."""


class KeyUsed(Undecryptable):
    """The key of a message is gone: a copy was decrypted before, or it is too old to be kept."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"message {position} of its chain: expected one whose key is held, got one whose key "
            "was used or dropped as too old; a duplicate needs no answer"
        )


class TooFarAhead(Undecryptable):
    """A message skips more others than a client is willing to count keys for."""

    def __init__(self, position: int, expected: int, limit: int) -> None:
        super().__init__(
            f"message {position} of its chain: expected at most {limit} after message {expected}, "
            f"got {position - expected}; a new session would begin again"
        )


class NoSession(Undecryptable):
    """Nothing is shared with the device that a message is from or for."""

    def __init__(self) -> None:
        super().__init__(
            "expected a session with the device, got none; one begins from a bundle of its keys"
        )


class NoPreKey(Undecryptable):
    """A message names a pre key of this device that it does not have, or not any more."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__(
            f"{kind} {number}: expected one of this device, got one that it does not have; the "
            "sender needs a fresh bundle"
        )


class NoSenderKey(Undecryptable):
    """A group message is under a sender key that this device was not given."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"sender key {number}: expected one that its sender distributed, got none of that "
            "number; the sender can distribute it again"
        )
