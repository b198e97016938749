"""The options of `mdaudit check`: names, thresholds, suppressions, output."""

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.reports import FORMATS
from tests.audit_cli.commands.running import Command
from tests.audit_cli.commands.severities import SECRET, critical, high, write
from tests.audit_cli.honest import (
    DAY,
    LAPTOP,
    MALLORY,
    Evidence,
    alice,
    companion,
    copy,
    honest,
    message,
)
from tests.audit_cli.signing import base64
from tests.audit_cli.terminal import Terminal


def test_identifiers_are_redacted_unless_asked_for(mdaudit: Command, file: Path) -> None:
    write(file, critical())
    for form in FORMATS:
        hidden = mdaudit("check", file, "--format", form).out
        assert "1555" not in hidden
        assert "m2 to" not in hidden
        assert "bobs-phone" not in hidden
        shown_ones = mdaudit("check", file, "--format", form, "--show-identifiers").out
        assert "15550100001" in shown_ones
        assert "m2 to" in shown_ones


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


def suppressions(file: Path, **entry: str | date) -> Path:
    """Write a suppression file with one entry."""
    lines = ["[[suppress]]"]
    for name, value in entry.items():
        lines.append(f"{name} = {value if isinstance(value, date) else json.dumps(value)}")
    written = file.with_suffix(".toml")
    written.write_text("\n".join(lines))
    return written


def test_what_is_suppressed_does_not_count_and_is_told(mdaudit: Command, file: Path) -> None:
    write(file, high())
    known = suppressions(file, rule="LIST-3", subject="list of *", reason="a known outage")
    ran = mdaudit("check", file, "--suppressions", known)
    assert ran.code == ExitCode.CLEAN
    assert "Findings: none\nSuppressed: 1, which do not count\n" in ran.out
    for form in FORMATS:
        ran = mdaudit("check", file, "--suppressions", known, "--format", form)
        assert (ran.code, ran.err) == (ExitCode.CLEAN, "")
        assert "LIST-3" in ran.out
        assert "a known outage" in ran.out


def test_what_is_suppressed_can_be_named_by_its_fingerprint(mdaudit: Command, file: Path) -> None:
    ran = mdaudit("check", write(file, high()), "--format", "json")
    (finding,) = json.loads(ran.out)["findings"]
    known = suppressions(file, rule="LIST-3", subject=finding["fingerprint"], reason="known")
    assert mdaudit("check", file, "--suppressions", known).code == ExitCode.CLEAN
    other = suppressions(file, rule="LIST-4", subject=finding["fingerprint"], reason="known")
    ran = mdaudit("check", file, "--suppressions", other)
    assert ran.code == ExitCode.HIGH
    assert f"The suppression of LIST-4 for {finding['fingerprint']} is about nothing" in ran.out


def test_a_suppression_that_has_expired_hides_nothing(mdaudit: Command, file: Path) -> None:
    write(file, high())
    known = suppressions(file, rule="LIST-3", subject="*", reason="known", expires=date(2020, 1, 1))
    for form in FORMATS:
        ran = mdaudit("check", file, "--suppressions", known, "--format", form)
        assert ran.code == ExitCode.HIGH
        assert "2020-01-01" in ran.out


def test_quietly_only_the_exit_code_and_errors_tell(mdaudit: Command, file: Path) -> None:
    write(file, high())
    ran = mdaudit("check", file, "--quiet")
    assert (ran.code, ran.out, ran.err) == (ExitCode.HIGH, "", "")
    ran = mdaudit("check", file, file.with_name("absent"), "-q")
    assert (ran.code, ran.out, ran.err.count("\n")) == (ExitCode.HIGH, "", 1)
    output = file.with_name("report")
    ran = mdaudit("check", file, "-q", "--output", output)
    assert (ran.code, ran.out) == (ExitCode.HIGH, "")
    assert "LIST-3" in output.read_text(encoding="utf-8")


def test_progress_is_for_people_and_for_streams(
    mdaudit: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal)
    write(file, honest())
    mdaudit("check", file)
    assert "documents audited" not in terminal.getvalue()
    file.write_text("\n".join(json.dumps(honest()) for _ in range(3)))
    mdaudit("check", file, "--quiet")
    assert terminal.getvalue() == ""
    mdaudit("check", file)
    assert "documents audited" in terminal.getvalue()


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


def test_no_report_is_written_over_an_input(mdaudit: Command, file: Path) -> None:
    before = write(file, high()).read_bytes()
    link = file.with_name("link")
    link.symlink_to(file)
    for output in (file, link):
        ran = mdaudit("check", file, "--output", output)
        assert (ran.code, ran.err.count("\n")) == (ExitCode.USAGE, 1)
        assert f"got the input {file}" in ran.err
    assert file.read_bytes() == before


def test_an_output_that_is_a_folder_is_wrong_usage(mdaudit: Command, file: Path) -> None:
    folder = file.with_name("folder")
    folder.mkdir()
    ran = mdaudit("check", write(file, honest()), "--output", folder)
    assert ran.code == ExitCode.USAGE
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_an_output_without_a_name_is_wrong_usage(
    mdaudit: Command, file: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    ran = mdaudit("check", write(file, honest()), "--output", name)
    assert ran.code == ExitCode.USAGE
    assert "Is a directory" in ran.err


def test_an_output_that_is_no_plain_file_stays_what_it_is(mdaudit: Command, file: Path) -> None:
    """As `/dev/null` must, whoever runs the command."""
    pipe = file.with_name("pipe")
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ran = mdaudit("check", write(file, high()), "--output", pipe)
        assert ran.code == ExitCode.HIGH
        assert b"LIST-3" in os.read(reading, 1 << 16)
        assert pipe.is_fifo()
    finally:
        os.close(reading)


def test_an_output_that_is_a_link_is_followed(mdaudit: Command, file: Path) -> None:
    target, link = file.with_name("target"), file.with_name("link")
    target.write_text("old")
    link.symlink_to(target)
    mdaudit("check", write(file, high()), "--output", link)
    assert link.is_symlink()
    assert "LIST-3" in target.read_text(encoding="utf-8")


def test_each_file_of_a_folder_that_cannot_be_audited_has_a_line(
    mdaudit: Command, file: Path
) -> None:
    folder = file.with_name("folder")
    folder.mkdir()
    write(folder / "evidence.json", honest())
    for name in "ab":
        (folder / name).write_text("junk")
    ran = mdaudit("check", folder)
    assert ran.code == ExitCode.NOT_AUDITED
    assert [line.partition(": expected")[0] for line in ran.err.splitlines()] == [
        f"mdaudit: {folder}/a",
        f"mdaudit: {folder}/b",
    ]
    assert "Not audited: 2" in ran.out
    assert "folder/a: expected " in " ".join(ran.out.split())


def test_an_input_that_nobody_may_read_keeps_no_other_from_being_audited(
    mdaudit: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = file.with_name("locked")
    locked.mkdir()
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert mdaudit("check", locked, write(file, high())).code == ExitCode.HIGH
