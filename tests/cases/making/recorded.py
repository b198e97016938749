"""Cases from recorded vectors: objects that other clients made, with what those clients did.

`tests/fixtures/vectors/` says of each where it comes from.
"""

import json
from pathlib import Path
from typing import Any, Final

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.cases.making.case import UNKNOWN, Found, found, mixed, noted

VECTORS: Final = Path(__file__).parents[2] / "fixtures" / "vectors"
AT: Final = ("--at", "1795300000")
"""When the objects come: so late that every recorded list has expired, which is noted."""

Expected = tuple[tuple[Found, ...], ExitCode]

EXPIRED: Final = noted("LIST-8")
GENUINE: Final[Expected] = ((EXPIRED,), ExitCode.CLEAN)
FORGED: Final[Expected] = ((found("LIST-1", UNKNOWN), EXPIRED), ExitCode.CRITICAL)
MIXED_UP: Final[Expected] = (
    (found("WIRE-1", UNKNOWN), found("LIST-1", UNKNOWN), EXPIRED),
    ExitCode.CRITICAL,
)
CLEAN: Final[Expected] = ((), ExitCode.CLEAN)
BROKEN: Final[Expected] = ((found("WIRE-2", UNKNOWN),), ExitCode.MEDIUM)

LISTS: Final[dict[str, Expected]] = {
    "kil-z02": GENUINE,
    "kil-z03": GENUINE,
    "kil-08": GENUINE,
    "kil-12": MIXED_UP,
    "kil-16": MIXED_UP,
    "kil-21": FORGED,
    "kil-24": BROKEN,
}
"""Recorded lists, and what is said of each."""

PAYLOADS: Final[dict[str, Expected]] = {
    "adv-000": CLEAN,
    "adv-025": CLEAN,
    "adv-034": ((found("LINK-1", UNKNOWN),), ExitCode.CRITICAL),
    "adv-047": ((found("LINK-2", UNKNOWN),), ExitCode.CRITICAL),
    "adv-061": ((found("WIRE-1", UNKNOWN), found("LINK-2", UNKNOWN)), ExitCode.CRITICAL),
    "adv-071": BROKEN,
    "adv-087": ((noted("WIRE-2"),), ExitCode.CLEAN),
}
"""Recorded linking payloads, and what is said of each."""


def _vectors(name: str) -> dict[str, Any]:
    text = (VECTORS / name).read_text(encoding="utf-8")
    return {each["id"]: each for each in json.loads(text)["cases"]}


def _declare_lists() -> None:
    vectors = _vectors("key_index_list_zapo.json")
    for name, (findings, code) in LISTS.items():
        each = vectors[name]
        key = ("--primary-key", each["trusted_account_key"], "--kind", "key-index-list")
        arguments = ("list.bin", *key, *AT, *(("--hosted",) if each["hosted"] else ()))
        made = {"list.bin": bytes.fromhex(each["signed_list"])}, arguments
        mixed(f"recorded-{name}", f"A recorded list: {each['name']}.", *findings, code=code)(
            lambda made=made: made  # type: ignore[misc]
        )


def _declare_payloads() -> None:
    vectors = _vectors("adv_linking.json")
    for name, (findings, code) in PAYLOADS.items():
        each = vectors[name]
        keys = ("--linking-secret", each["linking_secret"], "--identity-key", each["companion_key"])
        arguments = ("payload.bin", *keys, "--kind", "linking-payload", *AT)
        made = {"payload.bin": bytes.fromhex(each["linking_payload"])}, arguments
        readme = f"A recorded linking payload: {each['name']}."
        mixed(f"recorded-{name}", readme, *findings, code=code)(
            lambda made=made: made  # type: ignore[misc]
        )


_declare_lists()
_declare_payloads()
