"""Encryption at rest: what a device stores is sealed under a key that is not stored in the clear.

Records are sealed with AES-256-GCM under a random data key. The data key itself is wrapped, under a
key that scrypt makes of a passphrase, or under the 32 bytes of a key file, and kept as the vault's
header. Another passphrase means another header; no record has to be written again.

A record is sealed together with its name, so that one cannot be put in another's place. That an
*older* record of the same name is put back is not noticed here: whoever can do that has the whole
disk, and a copy of the whole disk cannot be told from the original.

Source: RFC 7914 (scrypt), NIST SP 800-38D (AES-GCM).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.objects.aes import NONCE_LENGTH, TAG_LENGTH
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic

KEY_LENGTH = 32
"""Bytes of a data key, and of a key file."""

SALT_LENGTH = 16

COST = 2**15
"""How many blocks of 1 KiB scrypt mixes by default: 32 MiB, about a tenth of a second."""

COSTS = frozenset(2**power for power in range(10, 21))
"""The costs that a header may ask for: no header makes a device use more than 1 GiB."""

BLOCK_SIZE, PARALLEL = 8, 1

HEADER_NAME = b"vault header"
"""What the wrapped data key is sealed together with."""


class WrongSecret(Exception):  # noqa: N818 - it names what was given, as `Unauthentic` does
    """A passphrase or key file does not open a vault."""

    def __init__(self) -> None:
        super().__init__(
            "expected the passphrase or key file that the vault was made with, got another, or a "
            "header that was changed; nothing was opened"
        )


@dataclass(frozen=True)
class Passphrase:
    """A secret that a person remembers."""

    text: str = field(repr=False)
    """The passphrase, not empty."""

    def wrapping_key(self, salt: bytes, cost: int) -> bytes:
        """The key that wraps the data key, 32 bytes."""
        kdf = Scrypt(salt=salt, length=KEY_LENGTH, n=cost, r=BLOCK_SIZE, p=PARALLEL)
        return kdf.derive(self.text.encode())


@dataclass(frozen=True)
class KeyFile:
    """A secret that a file or a device's key store holds.

    Raises:
        ValueError: it is not 32 bytes long.
    """

    octets: bytes = field(repr=False)
    """The key, 32 random bytes."""

    def __post_init__(self) -> None:
        if len(self.octets) != KEY_LENGTH:
            raise ValueError(f"expected a key of {KEY_LENGTH} bytes, got {len(self.octets)}")

    def wrapping_key(self, _salt: bytes, _cost: int) -> bytes:
        """The key that wraps the data key, 32 bytes: the key itself."""
        return self.octets


@dataclass(frozen=True)
class Header:
    """What is stored beside the sealed records, in the clear."""

    salt: bytes
    """Random bytes that make equal passphrases give different keys."""

    cost: int
    """The cost of scrypt; not used with a key file."""

    wrapped: bytes
    """The data key, sealed."""


HEADER = StoredForm("vault header", 1, Header)


@dataclass(frozen=True)
class Vault:
    """An open vault: seals records and opens them.

    Nonces are random, so one data key is good for about four thousand million records.
    """

    data_key: bytes = field(repr=False)
    """The key that records are sealed under, 32 bytes."""

    randomness: Randomness = field(repr=False)
    """Where nonces come from: `os.urandom`."""

    @staticmethod
    def create(randomness: Randomness) -> Vault:
        """A vault with a fresh data key; `header` tells how to open it again."""
        return Vault(randomness(KEY_LENGTH), randomness)

    @staticmethod
    def unlock(header: bytes, secret: Passphrase | KeyFile, randomness: Randomness) -> Vault:
        """The vault that a header belongs to.

        Raises:
            WrongSecret: the header was made with another secret, or changed.
            Malformed: the bytes are no header.
        """
        read = HEADER.read(header)
        if read.cost not in COSTS:
            costs = f"a power of two from {min(COSTS)} to {max(COSTS)}"
            raise Malformed("vault header.cost", costs, f"{read.cost}", 0)
        wrapping_key = secret.wrapping_key(read.salt, read.cost)
        data_key = _opened(wrapping_key, HEADER_NAME, read.wrapped)
        if data_key is None:
            raise WrongSecret
        return Vault(data_key, randomness)

    def header(self, secret: Passphrase | KeyFile, cost: int = COST) -> bytes:
        """What opens this vault with a secret: to be stored beside the records.

        Raises:
            ValueError: the cost is not one that a header may ask for; the caller is at fault.
        """
        if cost not in COSTS:
            raise ValueError(f"expected a power of two from {min(COSTS)} to {max(COSTS)}")
        salt = self.randomness(SALT_LENGTH)
        nonce = self.randomness(NONCE_LENGTH)
        wrapped = _sealed(secret.wrapping_key(salt, cost), nonce, HEADER_NAME, self.data_key)
        return HEADER.write(Header(salt, cost, wrapped))

    def seal(self, name: str, plaintext: bytes) -> bytes:
        """A record, sealed together with its name; 28 bytes longer."""
        return _sealed(self.data_key, self.randomness(NONCE_LENGTH), name.encode(), plaintext)

    def open(self, name: str, sealed: bytes) -> bytes:
        """The record of that name.

        Raises:
            Unauthentic: this vault did not seal these bytes under that name.
        """
        plaintext = _opened(self.data_key, name.encode(), sealed)
        if plaintext is None:
            raise Unauthentic(f"sealed record {name}", "what this vault sealed", "other bytes")
        return plaintext


def _sealed(key: bytes, nonce: bytes, name: bytes, plaintext: bytes) -> bytes:
    return nonce + AESGCM(key).encrypt(nonce, plaintext, name)


def _opened(key: bytes, name: bytes, sealed: bytes) -> bytes | None:
    """What was sealed; None where it was not, or under another key or name."""
    if len(sealed) < NONCE_LENGTH + TAG_LENGTH:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], name)
    except InvalidTag:
        return None
