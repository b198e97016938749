"""`mdaudit check`, from its arguments to its exit code."""

import io
import json
import os
import stat
import subprocess
import sys
from contextlib import suppress
from hashlib import shake_256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.commands import run
from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command
from tests.audit_cli.honest import (
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    honest,
    listed,
    message,
    shown,
)
from tests.audit_cli.signing import base64, certificate, device_list, linking_payload

MDAUDIT = Path(sys.executable).with_name("mdaudit")
LIST = listed(10, (0, 1, 2))
SECRET = bytes(range(32))
AT = ("--at", START + 60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "input"


def write(file: Path, evidence: object) -> Path:
    file.write_text(json.dumps(evidence))
    return file


def medium() -> Evidence:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(50, (0, 1, 2, 3), current=2)))
    return evidence


def high() -> Evidence:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    return evidence


def critical() -> Evidence:
    evidence = honest()
    evidence["messages"].append(message("m2", 600, copy(600, 0, MALLORY)))
    return evidence


def low() -> Evidence:
    evidence = honest()
    other = certificate(PHONE, LAPTOP, 1, time=START, embedded=PHONE.public, consent=False)
    second = certificate(MALLORY, LAPTOP, 1, time=START, embedded=MALLORY.public, consent=False)
    bob(evidence)["linking"] = [
        {
            "hmac_object": base64(linking_payload(each, SECRET)),
            "linking_secret": base64(SECRET),
            "companion_key": base64(LAPTOP.public),
            "at": number,
        }
        for number, each in enumerate((other, second))
    ]
    return evidence


def inconclusive() -> Evidence:
    evidence = honest()
    del alice(evidence)["hints"]
    return evidence


CODES = [
    (honest, ExitCode.CLEAN),
    (low, ExitCode.LOW),
    (medium, ExitCode.MEDIUM),
    (high, ExitCode.HIGH),
    (critical, ExitCode.CRITICAL),
    (inconclusive, ExitCode.CLEAN),
]


@pytest.mark.parametrize(("make", "code"), CODES)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_code_tells_the_highest_severity_in_every_format(
    mdaudit: Command, file: Path, make: Any, code: ExitCode, form: str
) -> None:
    ran = mdaudit("check", write(file, make()), "--format", form)
    assert ran.code == code
    assert ran.err == ""


def test_findings_below_the_threshold_do_not_count(mdaudit: Command, file: Path) -> None:
    write(file, high())
    assert mdaudit("check", file, "--fail-on", "high").code == ExitCode.HIGH
    assert mdaudit("check", file, "--fail-on", "critical").code == ExitCode.CLEAN


def test_findings_can_be_told_not_to_count(mdaudit: Command, file: Path) -> None:
    ran = mdaudit("check", write(file, critical()), "--exit-zero")
    assert ran.code == ExitCode.CLEAN
    assert "FAN-1" in ran.out


def test_strictly_the_inconclusive_counts(mdaudit: Command, file: Path) -> None:
    assert mdaudit("check", write(file, inconclusive()), "--strict").code == ExitCode.INCONCLUSIVE
    assert mdaudit("check", write(file, honest()), "--strict").code == ExitCode.CLEAN
    assert mdaudit("check", write(file, high()), "--strict").code == ExitCode.HIGH


def test_an_input_that_cannot_be_audited_counts_unless_there_are_findings(
    mdaudit: Command, file: Path
) -> None:
    absent = file.with_name("absent")
    ran = mdaudit("check", absent)
    assert (ran.code, ran.out) == (ExitCode.NOT_AUDITED, "")
    assert ran.err.count("\n") == 1
    assert mdaudit("check", write(file, honest()), absent).code == ExitCode.NOT_AUDITED
    ran = mdaudit("check", write(file, high()), absent)
    assert ran.code == ExitCode.HIGH
    assert "Not audited: 1" in ran.out
    ran = mdaudit("check", file, absent, "--exit-zero")
    assert ran.code == ExitCode.NOT_AUDITED, "only findings are told not to count"


def test_evidence_that_decides_nothing_was_not_audited(mdaudit: Command, file: Path) -> None:
    evidence = {"format": "mdaudit-evidence/1", "accounts": [{"account": "15550100001"}]}
    ran = mdaudit("check", write(file, evidence))
    assert ran.code == ExitCode.NOT_AUDITED
    assert "expected evidence that decides a rule" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument 'INPUT...'"),
        (("x", "--primary-key", "YQ=="), "--primary-key: expected 32 bytes, got 1"),
        (("x", "--format", "pdf"), "'pdf' is not one of"),
        (("x", "--fail-on", "note"), "'note' is not one of"),
        (("x", "--at", "-1"), "--at"),
        (("x", "--at", 10**12), "--at: expected Unix seconds"),
        (("x", "--policy", "/no/such/file"), "cannot be read"),
        (("x", "--fingerprint-key", "?"), "--fingerprint-key"),
        (("x", "--nonsense"), "No such option"),
    ],
)
def test_wrong_usage_is_one_line(
    mdaudit: Command, arguments: tuple[object, ...], words: str
) -> None:
    ran = mdaudit("check", *arguments)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_defect_is_one_line(
    mdaudit: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(*_: object, **__: object) -> None:
        raise LookupError("two\nlines")

    monkeypatch.setattr("mdaudit.audit_cli.library.replayed", defect)
    ran = mdaudit("check", write(file, honest()))
    assert (ran.code, ran.out) == (ExitCode.INTERNAL, "")
    assert ran.err == r"mdaudit: internal error, please report it: LookupError('two\nlines')" + "\n"


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
    assert "LIST-1: missing --primary-key" in ran.out


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


def test_identifiers_are_redacted_unless_asked_for(mdaudit: Command, file: Path) -> None:
    write(file, critical())
    for form in ("text", "json"):
        hidden = mdaudit("check", file, "--format", form).out
        assert "1555" not in hidden
        assert "m2" not in hidden
        assert "bobs-phone" not in hidden
        shown_ones = mdaudit("check", file, "--format", form, "--show-identifiers").out
        assert "15550100001" in shown_ones
        assert "m2" in shown_ones


def test_fingerprints_stay_when_evidence_grows_and_change_with_the_key(
    mdaudit: Command, file: Path
) -> None:
    def fingerprints(evidence: Evidence, *more: object) -> list[str]:
        ran = mdaudit("check", write(file, evidence), "--format", "json", *more)
        return [finding["fingerprint"] for finding in json.loads(ran.out)["findings"]]

    grown = critical()
    alice(grown)["devices"].insert(0, companion(9, MALLORY, 4))
    grown["messages"].insert(0, message("m0", 500))
    (first,) = fingerprints(critical())
    assert fingerprints(grown) == [first]
    assert fingerprints(critical(), "--fingerprint-key", base64(SECRET)) != [first]


def test_a_policy_file_sets_the_thresholds(mdaudit: Command, file: Path) -> None:
    policy = file.with_suffix(".toml")
    policy.write_text(f"lifetime = {DAY}\n")
    evidence = honest()
    evidence["messages"] = [message("m2", 2 * DAY, copy(2 * DAY, 3, LAPTOP))]
    write(file, evidence)
    assert mdaudit("check", file).code == ExitCode.CLEAN
    assert mdaudit("check", file, "--policy", policy).code == ExitCode.HIGH


def test_the_thresholds_of_the_evidence_are_shown_and_not_applied(
    mdaudit: Command, file: Path
) -> None:
    evidence = high() | {"x-policy": {"lifetime": 1}}
    ran = mdaudit("check", write(file, evidence))
    assert "thresholds of its own (x-policy), which are not applied" in ran.out
    assert mdaudit("check", write(file, honest() | {"x-policy": 1})).code == ExitCode.CLEAN


def test_a_report_file_is_replaced_whole_or_not_at_all(mdaudit: Command, file: Path) -> None:
    output = file.with_name("report.json")
    output.write_text("old")
    ran = mdaudit("check", write(file, high()), "--format", "json", "--output", output)
    assert (ran.code, ran.out) == (ExitCode.HIGH, "")
    assert json.loads(output.read_text())["schema"] == "mdaudit-report/1"
    assert sorted(path.name for path in file.parent.iterdir()) == ["input", "report.json"]
    ran = mdaudit("check", file, "--output", file.parent / "absent" / "report")
    assert ran.code == ExitCode.USAGE
    assert "--output" in ran.err


def test_a_report_file_is_as_readable_as_any_other(mdaudit: Command, file: Path) -> None:
    output, other = file.with_name("report"), file.with_name("other")
    other.touch()
    mdaudit("check", write(file, honest()), "--output", output)
    assert stat.S_IMODE(output.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_an_output_that_is_a_folder_is_wrong_usage(mdaudit: Command, file: Path) -> None:
    folder = file.with_name("folder")
    folder.mkdir()
    ran = mdaudit("check", write(file, honest()), "--output", folder)
    assert ran.code == ExitCode.USAGE
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_a_stream_is_audited_line_by_line(mdaudit: Command, file: Path) -> None:
    lines = [json.dumps(each) for each in (honest(), high(), honest())]
    file.write_text("\n".join(lines))
    ran = mdaudit("check", file, "--format", "json")
    assert ran.code == ExitCode.HIGH
    report = json.loads(ran.out)
    assert [f["evidence"]["input"] for f in report["findings"]] == [f"{file}, line 2"]


def test_ten_megabytes_of_noise_are_refused(mdaudit: Command, file: Path) -> None:
    file.write_bytes(shake_256(b"noise").digest(10 * 2**20))
    ran = mdaudit("check", file)
    assert (ran.code, ran.err.count("\n")) == (ExitCode.NOT_AUDITED, 1)
    file.write_bytes(b"A" * 10 * 2**20)
    assert mdaudit("check", file).code == ExitCode.NOT_AUDITED


@given(st.binary(max_size=400))
def test_no_bytes_end_in_a_defect(octets: bytes) -> None:
    assert checked(octets) in {ExitCode.NOT_AUDITED, ExitCode.CLEAN}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
MEMBERS = ("accounts", "messages", "received", "collected_at", "observers", "app_state")


@given(st.dictionaries(st.sampled_from(MEMBERS), JSON))
def test_no_json_ends_in_a_defect(members: dict[str, object]) -> None:
    evidence = {"format": "mdaudit-evidence/1", "accounts": []} | members
    assert checked(json.dumps(evidence).encode()) == ExitCode.NOT_AUDITED


@given(st.data())
def test_no_evidence_ends_in_a_defect(data: st.DataObject) -> None:
    """Whatever is left out of evidence, or said twice, the audit ends in a report."""
    evidence = critical()
    alice(evidence)["lists"].append(shown(150, listed(50, (0, 2)), "refused"))
    damage(evidence, data)
    assert checked(json.dumps(evidence).encode()) != ExitCode.INTERNAL


def damage(part: Any, data: st.DataObject) -> None:
    """Drop, repeat or empty some members."""
    if isinstance(part, dict):
        for name in [*part]:
            match data.draw(st.integers(0, 15)):
                case 0:
                    del part[name]
                case 1:
                    part[name] = None
                case _:
                    damage(part[name], data)
    elif isinstance(part, list):
        for each in part:
            damage(each, data)
        if part and data.draw(st.integers(0, 5)) == 0:
            part.append(part[0])
        if part and data.draw(st.integers(0, 9)) == 0:
            part.pop(0)


def checked(octets: bytes) -> int:
    """Check bytes from standard input, without the report."""
    with pytest.MonkeyPatch.context() as patch, Path(os.devnull).open("w") as nowhere:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(octets)))
        patch.setattr("sys.stdout", nowhere)
        patch.setattr("sys.stderr", nowhere)
        return int(run(["check", "-", "--at", str(START)]))


@pytest.mark.parametrize(
    ("make", "code"), [(honest, 0), (high, 13), (critical, 14)], ids=["clean", "high", "critical"]
)
def test_as_a_program_it_says_the_same(file: Path, make: Any, code: int) -> None:
    ran = subprocess.run([MDAUDIT, "check", write(file, make())], check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (code, b"")


def test_as_a_program_it_reads_standard_input() -> None:
    ran = subprocess.run(
        [MDAUDIT, "check", "-", "--primary-key", base64(PHONE.public)],
        check=False,
        input=LIST,
        capture_output=True,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"standard input: ADVSignedKeyIndexList" in ran.stdout


def test_a_reader_that_stops_is_no_defect(file: Path) -> None:
    write(file, critical())
    with subprocess.Popen(
        [MDAUDIT, "check", file, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        error = process.stderr.read()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
    assert b"Traceback" not in error
