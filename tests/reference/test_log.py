"""The log can be written as JSON, holds the bytes as received, and holds no secret."""

import json
from base64 import b64decode

from tests.reference.scene import Scene, at


def test_the_log_holds_bytes_as_received() -> None:
    scene = Scene().bob_knows_the_laptop()
    accepted = {event["step"]: event["arguments"] for event in scene.bob.log}
    assert b64decode(accepted["accept_list"]["offered"]) == scene.with_laptop
    assert b64decode(accepted["accept_device"]["shown"]) == scene.certificate
    assert b64decode(accepted["accept_device"]["key"]) == scene.laptop.identity_key
    assert accepted["accept_device"]["embedded"] is None


def test_every_log_is_json_and_names_the_arguments() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    for party in (scene.phone, scene.laptop, scene.bob):
        assert json.loads(json.dumps(party.log)) == party.log
    assert list(scene.phone.log[1]["arguments"]) == ["account", "certificate", "signed", "clock"]


def test_no_log_holds_a_private_key_or_a_linking_secret() -> None:
    scene = Scene().bob_knows_the_laptop()
    octets = [
        b64decode(value)
        for party in (scene.phone, scene.laptop, scene.bob)
        for event in party.log
        for name, value in event["arguments"].items()
        if isinstance(value, str) and name not in {"client", "account"}
    ]
    secrets = [scene.laptop.code.linking_secret, scene.stolen_key().private]
    assert not [part for part in octets for secret in secrets if secret in part]
    assert repr(scene.laptop.code.linking_secret) not in repr(scene.laptop.code)
