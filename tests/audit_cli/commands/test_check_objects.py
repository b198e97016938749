"""`mdaudit check` of lone objects from the wire."""

import json
import re
from pathlib import Path

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command
from tests.audit_cli.commands.severities import SECRET
from tests.audit_cli.honest import (
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    listed,
)
from tests.audit_cli.signing import base64, certificate, device_list, linking_payload

LIST = listed(10, (0, 1, 2))
AT = ("--at", START + 60)


def test_a_lone_list_is_judged_on_what_it_says(mdaudit: Command, file: Path) -> None:
    file.write_bytes(LIST)
    ran = mdaudit("check", file, "--primary-key", PHONE.public.hex(), *AT, "--format", "json")
    assert ran.code == ExitCode.CLEAN
    report = json.loads(ran.out)
    verdicts = {result["rule"]: result["verdict"] for result in report["results"]}
    assert verdicts == {
        "WIRE-1": "pass",
        "WIRE-2": "pass",
        "LIST-1": "pass",
        "LIST-2": "inconclusive",
        "LIST-3": "inconclusive",
        "LIST-4": "inconclusive",
        "LIST-5": "pass",
        "LIST-6": "pass",
        "LIST-7": "inconclusive",
        "LIST-8": "pass",
        "DEV-6": "pass",
    }
    assert report["summary"]["highest_severity"] is None


def test_a_lone_list_under_another_key_is_a_finding(mdaudit: Command, file: Path) -> None:
    file.write_text(base64(LIST))
    ran = mdaudit("check", file, "--primary-key", base64(MALLORY.public), *AT, "--format", "json")
    assert ran.code == ExitCode.CRITICAL
    (finding,) = json.loads(ran.out)["findings"]
    assert (finding["rule"], finding["verdict"], finding["blame"]) == (
        "LIST-1",
        "fail",
        ["unknown"],
    )
    assert finding["evidence"]["pointers"] == [""]


def test_a_lone_list_without_a_key_is_not_known_to_be_the_owner_s(
    mdaudit: Command, file: Path
) -> None:
    file.write_bytes(LIST)
    ran = mdaudit("check", file, *AT)
    assert ran.code == ExitCode.CLEAN
    assert re.search(r"LIST-1\b.*: missing --primary-key", ran.out)


def test_only_the_caller_knows_that_an_account_is_hosted(mdaudit: Command, file: Path) -> None:
    file.write_bytes(device_list(PHONE, START, (0, 1), hosted=True))
    key = ("--primary-key", base64(PHONE.public))
    assert mdaudit("check", file, *key, *AT, "--hosted").code == ExitCode.CLEAN
    assert mdaudit("check", file, *key, *AT).code == ExitCode.CRITICAL


def test_a_lone_identity_is_judged(mdaudit: Command, file: Path) -> None:
    file.write_bytes(certificate(PHONE, LAPTOP, 1, time=START))
    keys = ("--primary-key", base64(PHONE.public), "--identity-key", base64(LAPTOP.public))
    ran = mdaudit("check", file, *keys, *AT, "--format", "json")
    assert ran.code == ExitCode.CLEAN
    verdicts = {result["rule"]: result["verdict"] for result in json.loads(ran.out)["results"]}
    assert verdicts["DEV-2"] == verdicts["DEV-0"] == verdicts["WIRE-1"] == "pass"
    assert verdicts["DEV-7"] == verdicts["DEV-1"] == "inconclusive"
    without = mdaudit("check", file, *keys[:2], *AT)
    assert without.code == ExitCode.CLEAN
    assert "DEV-2: missing the identity key of the device" in without.out
    wrong = mdaudit("check", file, *keys[:2], "--identity-key", base64(MALLORY.public), *AT)
    assert wrong.code == ExitCode.CRITICAL


def test_a_linking_payload_is_judged_as_the_companion_would(mdaudit: Command, file: Path) -> None:
    inner = certificate(PHONE, LAPTOP, 1, time=START, embedded=PHONE.public, consent=False)
    file.write_bytes(linking_payload(inner, SECRET))
    companion_key = ("--identity-key", base64(LAPTOP.public))
    secret = file.with_name("secret")
    secret.write_bytes(SECRET)
    ran = mdaudit("check", file, *companion_key, "--linking-secret", f"@{secret}")
    assert ran.code == ExitCode.CLEAN
    ran = mdaudit("check", file, *companion_key, "--linking-secret", base64(bytes(32)))
    assert ran.code == ExitCode.CRITICAL


def test_with_its_kind_stated_a_broken_object_is_a_finding(mdaudit: Command, file: Path) -> None:
    file.write_bytes(LIST[:-1])
    assert mdaudit("check", file).code == ExitCode.NOT_AUDITED
    ran = mdaudit("check", file, "--kind", "key-index-list")
    assert ran.code == ExitCode.MEDIUM
    assert "WIRE-2" in ran.out
