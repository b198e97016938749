"""A portable proof: the two lists that contradict each other, and the key that signed both.

It is evidence like any other, so `mdaudit check` judges it for whoever gets it. It names no
observer, and the account only if identifiers are to be shown: what it proves is about a key.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from msgspec import UNSET

from mdaudit.audit_cli.diff.views import SeenList
from mdaudit.audit_cli.inputs.evidence import FORMAT, Pin

OBSERVERS: Final = ("first observer", "second observer")
"""What a proof calls the two inputs."""


@dataclass(frozen=True)
class Pair:
    """Lists of one account that cannot both be right, with the pins by which they are judged."""

    account: str
    """The account, as reports name it."""
    pins: tuple[Pin, ...]
    lists: tuple[tuple[str, SeenList], ...]
    """Who saw which list."""
    keeps_outcomes: bool = False
    """What the clients did is part of it; for what an owner signed it does not matter."""


def proof_text(pairs: Sequence[Pair]) -> str:
    """The proof of all pairs, one ``mdaudit-evidence/1`` document, ending with a newline.

    It names who saw the lists in it, and nobody else; names of accounts have no blanks in evidence.
    """
    accounts = dict.fromkeys(pair.account for pair in pairs)
    whole = {
        "format": FORMAT,
        "observers": list(dict.fromkeys(who for pair in pairs for who, _ in pair.lists)),
        "accounts": [
            _account(name, [pair for pair in pairs if pair.account == name]) for name in accounts
        ],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _account(name: str, pairs: Iterable[Pair]) -> dict[str, Any]:
    mine = list(pairs)
    pins = dict.fromkeys(pin for pair in mine for pin in pair.pins)
    lists = {
        (who, seen.exhibit.digest): _list(who, seen, pair)
        for pair in mine
        for who, seen in pair.lists
    }
    in_order = sorted(pins, key=lambda pin: pin.from_)
    spelled = name.replace(" ", "-")
    return {"account": spelled, "pins": list(map(_pin, in_order)), "lists": list(lists.values())}


def _pin(pin: Pin) -> dict[str, Any]:
    life = {} if pin.raw_id is UNSET else {"raw_id": pin.raw_id}
    return {"from": pin.from_, "primary_key": _base64(pin.primary_key), **life}


def _list(who: str, seen: SeenList, pair: Pair) -> dict[str, Any]:
    outcome = {"outcome": seen.part.outcome} if pair.keeps_outcomes else {}
    return {
        "received_at": seen.part.received_at,
        "observer": who,
        "signed_key_index_list": _base64(seen.part.signed_key_index_list),
        **outcome,
    }


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")
