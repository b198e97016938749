"""Linking without a camera: a code of eight characters stands in for the QR code.

The companion shows the code, its user types it into the primary. Both sides wrap a fresh key under
it (`wrapped_key`) and agree on a secret by X25519. Under that secret the companion sends both
identity keys and 32 random bytes in a bundle (`key_bundle`), and both sides derive the linking
secret; from there on linking goes as with a QR code.

**Both sides of the wrapping pass through the server.** What keeps it out is that it does not know
the code, and that it learns only once whether a guess was right. Two things on the bytes matter:

* Unwrapping never fails, but of 32 strings of 32 bytes one is a key that an honest side draws: its
  top bit is clear, and it is a point of the curve and of its large subgroup. So each wrapping under
  one code lets a listener rule out 31 codes of 32, slowly but unnoticed. **A code is for one
  wrapping of each side**; eight of them would name it.
* The bundle says which two identity keys the companion means. **The primary compares both with
  those that it sees outside** (LINK-7, `names_both`).

Source: white paper, linking by phone number; open clients agree on every byte; the count of
wrappings is inferred.
"""

from mdaudit.spec.objects.linking_code.code import CODE_LENGTH, code_from, random_part
from mdaudit.spec.objects.linking_code.key_bundle import (
    KeyBundle,
    linking_secret,
    names_both,
    open_key_bundle,
    seal_key_bundle,
)
from mdaudit.spec.objects.linking_code.wrapped_key import unwrap_key, wrap_key

__all__ = [
    "CODE_LENGTH",
    "KeyBundle",
    "code_from",
    "linking_secret",
    "names_both",
    "open_key_bundle",
    "random_part",
    "seal_key_bundle",
    "unwrap_key",
    "wrap_key",
]
