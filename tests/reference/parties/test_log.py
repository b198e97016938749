"""The log can be written as JSON, holds the bytes as received, and holds no secret."""

import json
from base64 import b64decode

from mdaudit.reference.parties.log import Event
from mdaudit.reference.parties.plain import base64
from tests.reference.scene import ALICE, BOBS_PHONE, Scene, at


def test_the_log_holds_bytes_as_received() -> None:
    scene = Scene().bob_knows_the_laptop()
    events = {event["step"]: event for event in scene.bob.party.log}
    listed, shown = events["accept_list"], events["accept_device"]

    def octets(event: Event, argument: str) -> bytes:
        return b64decode(event["objects"][event["arguments"][argument]]["octets"])

    assert octets(listed, "offered") == scene.with_laptop
    assert octets(shown, "shown") == scene.certificate
    assert b64decode(shown["arguments"]["key"]) == scene.laptop.identity_key
    assert shown["arguments"]["embedded"] == ""


def test_the_log_holds_facts_and_changes() -> None:
    scene = Scene().bob_knows_the_laptop()
    (accepted,) = [e for e in scene.bob.party.log if e["step"] == "accept_list"]
    name, key = accepted["arguments"]["offered"], base64(scene.phone.identity_key)
    assert accepted["facts"] == [["signed", [key, name], True]]
    assert ["held", [BOBS_PHONE, ALICE], name] in accepted["changes"]
    assert not [change for change in accepted["changes"] if change[0] == "first_held"], "a ghost"


def test_every_log_is_json_and_names_the_arguments() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    for party in (scene.phone.party, scene.laptop.party, scene.bob.party):
        assert json.loads(json.dumps(party.log)) == party.log
    assert list(scene.phone.party.log[1]["arguments"]) == [
        "account",
        "certificate",
        "signed",
        "clock",
    ]


def test_no_log_holds_a_private_key_or_a_linking_secret() -> None:
    scene = Scene().bob_knows_the_laptop()
    parties = (scene.phone.party, scene.laptop.party, scene.bob.party)
    spelled = json.dumps([party.log for party in parties])
    octets = b"".join(seen.octets or b"" for party in parties for seen in party.seen)
    for secret in (scene.laptop.code.linking_secret, scene.stolen_key().private):
        assert base64(secret) not in spelled
        assert secret not in octets
    assert repr(scene.laptop.code.linking_secret) not in repr(scene.laptop.code)
