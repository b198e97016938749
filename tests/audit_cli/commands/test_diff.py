"""`mdaudit diff`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command
from tests.audit_cli.diff.views import EVERYTHING, TWIN, seen
from tests.audit_cli.honest import ALICE, MALLORY, PHONE, START, Evidence, listed, pin, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "alpha.json", seen())
    write(tmp_path / "beta.json", seen(TWIN))
    write(tmp_path / "same.json", seen())
    return tmp_path


def write(path: Path, evidence: Evidence) -> None:
    path.write_text(json.dumps(evidence), encoding="utf-8")


def as_process(*arguments: object) -> tuple[int, str]:
    """Run the command as a third party would: in a process of its own."""
    command = [sys.executable, "-P", "-c", "from mdaudit.audit_cli.commands import main; main()"]
    ran = subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_an_equivocation_is_proved_to_a_third_party(folder: Path) -> None:
    proof = folder / "proof.json"
    code, _ = as_process("diff", folder / "alpha.json", folder / "beta.json", "--proof", proof)
    assert code == ExitCode.HIGH
    for kept in ("alpha.json", "beta.json"):
        (folder / kept).unlink()
    code, out = as_process("check", proof, "--format", "json")
    assert code == ExitCode.HIGH
    failed = [f for f in json.loads(out)["findings"] if f["verdict"] == "fail"]
    assert [(f["rule"], f["blame"]) for f in failed] == [("LIST-4", ["holder of the primary key"])]


def test_a_proof_holds_two_lists_and_a_key_and_names_nobody(mdaudit: Command, folder: Path) -> None:
    proof = folder / "proof.json"
    mdaudit("diff", folder / "alpha.json", folder / "beta.json", "--proof", proof)
    text = proof.read_text(encoding="utf-8")
    (account,) = json.loads(text)["accounts"]
    assert account["account"] == "account#1"
    assert ALICE not in text
    assert [len(account[member]) for member in ("pins", "lists")] == [1, 2]
    assert {shown["signed_key_index_list"] for shown in account["lists"]} == {
        EVERYTHING["signed_key_index_list"],
        TWIN["signed_key_index_list"],
    }


def test_a_proof_spoilt_in_one_byte_proves_nothing(mdaudit: Command, folder: Path) -> None:
    proof = folder / "proof.json"
    mdaudit("diff", folder / "alpha.json", folder / "beta.json", "--proof", proof)
    spoilt = json.loads(proof.read_text(encoding="utf-8"))
    forged = listed(50, (0, 1), owner=MALLORY)
    spoilt["accounts"][0]["lists"][1]["signed_key_index_list"] = shown(0, forged)[
        "signed_key_index_list"
    ]
    write(proof, spoilt)
    findings = json.loads(mdaudit("check", proof, "--format", "json").out)["findings"]
    assert "LIST-4" not in {f["rule"] for f in findings}


def test_without_an_equivocation_no_proof_is_written(mdaudit: Command, folder: Path) -> None:
    proof = folder / "proof.json"
    ran = mdaudit("diff", folder / "alpha.json", folder / "same.json", "--proof", proof)
    assert ran.code == ExitCode.CLEAN
    assert "nothing is proved" in ran.err
    assert not proof.exists()
    assert "Told the same, as far as collected: account#1" in ran.out


def test_the_report_says_who_is_to_blame_and_redacts(mdaudit: Command, folder: Path) -> None:
    ran = mdaudit("diff", folder / "alpha.json", folder / "beta.json")
    assert "high equivocation, account#1" in ran.out
    assert "holder of the primary key (signed)" in ran.out
    assert "Proofs for others to check: 1" in ran.out
    assert ALICE not in ran.out
    shown_names = mdaudit("diff", folder / "alpha.json", folder / "beta.json", "--show-identifiers")
    assert f"high equivocation, {ALICE}" in shown_names.out


def test_programs_get_json(mdaudit: Command, folder: Path) -> None:
    report = folder / "report.json"
    ran = mdaudit(
        "diff", folder / "alpha.json", folder / "beta.json", "--format", "json", "--output", report
    )
    assert (ran.code, ran.out) == (ExitCode.HIGH, "")
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["schema"] == "mdaudit-diff/1"
    assert told["summary"]["differences"]["equivocation"] == 1
    (difference,) = told["differences"]
    assert difference["blame"] == ["holder of the primary key"]
    assert (difference["rule"], difference["is_proof"]) == ("LIST-4", True)


def test_exit_codes_follow_the_options(mdaudit: Command, folder: Path) -> None:
    pair = folder / "alpha.json", folder / "beta.json"
    assert mdaudit("diff", *pair, "--exit-zero").code == ExitCode.CLEAN
    assert mdaudit("diff", *pair, "--fail-on", "critical").code == ExitCode.CLEAN
    write(folder / "open.json", seen(lists_complete=False))
    open_ended = folder / "alpha.json", folder / "open.json"
    assert mdaudit("diff", *open_ended).code == ExitCode.CLEAN
    assert mdaudit("diff", *open_ended, "--strict").code == ExitCode.INCONCLUSIVE


def test_a_split_identity_is_critical(mdaudit: Command, folder: Path) -> None:
    write(folder / "other.json", seen(lists=[], pins=[pin(MALLORY)]))
    ran = mdaudit("diff", folder / "alpha.json", folder / "other.json")
    assert ran.code == ExitCode.CRITICAL
    assert "critical split identity, account#1" in ran.out


def test_two_lone_lists_are_compared_under_the_key_that_the_caller_gives(
    mdaudit: Command, tmp_path: Path
) -> None:
    paths = tmp_path / "one.bin", tmp_path / "other.bin"
    for path, valid in zip(paths, ((0, 1), (0, 2)), strict=True):
        path.write_bytes(listed(50, valid))
    key = PHONE.public.hex()
    assert mdaudit("diff", *paths, "--primary-key", key).code == ExitCode.HIGH
    ran = mdaudit("diff", *paths)
    assert ran.code == ExitCode.CLEAN
    assert "its pins were not collected" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("missing.json", "alpha.json"), ExitCode.NOT_AUDITED, "expected a readable file"),
        (("-", "-"), ExitCode.USAGE, "both inputs are standard input"),
        (("alpha.json",), ExitCode.USAGE, "Missing argument"),
        (("alpha.json", "stranger.json"), ExitCode.NOT_AUDITED, "an account that is in both"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    mdaudit: Command,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: ExitCode,
    words: str,
) -> None:
    monkeypatch.chdir(folder)
    write(folder / "stranger.json", seen(account="15550100009"))
    ran = mdaudit("diff", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("other", "code"), [("same.json", ExitCode.NOT_AUDITED), ("beta.json", ExitCode.HIGH)]
)
def test_what_cannot_be_audited_in_a_folder_keeps_nothing_from_being_compared(
    mdaudit: Command, folder: Path, other: str, code: ExitCode
) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (folder / "alpha.json").rename(inside / "alpha.json")
    (inside / "junk").write_text("junk")
    (inside / "nothing").touch()
    ran = mdaudit("diff", inside, folder / other)
    assert ran.code == code
    first, second = ran.err.splitlines()
    assert first.startswith(f"mdaudit: {inside}/junk: expected ")
    assert second.startswith(f"mdaudit: {inside}/nothing: expected ")
    assert "Not audited, so not compared: 2" in ran.out
    assert "inside/nothing: expected " in " ".join(ran.out.split())
    report = json.loads(mdaudit("diff", inside, folder / other, "--format", "json").out)
    assert len(report["summary"]["not_audited"]) == 2


def test_a_folder_of_nothing_but_junk_is_refused_with_a_line_for_each(
    mdaudit: Command, folder: Path
) -> None:
    inside = folder / "inside"
    inside.mkdir()
    for name in "ab":
        (inside / name).write_text("junk")
    ran = mdaudit("diff", folder / "alpha.json", inside)
    assert (ran.code, ran.out) == (ExitCode.NOT_AUDITED, "")
    assert [line.partition(": expected")[0] for line in ran.err.splitlines()] == [
        f"mdaudit: {inside}/a",
        f"mdaudit: {inside}/b",
    ]


def test_the_time_of_evidence_stays_in_the_proof(mdaudit: Command, folder: Path) -> None:
    proof = folder / "proof.json"
    mdaudit("diff", folder / "alpha.json", folder / "beta.json", "--proof", proof)
    lists = json.loads(proof.read_text(encoding="utf-8"))["accounts"][0]["lists"]
    assert [part["received_at"] for part in lists] == [START + 100, START + 200]


@pytest.mark.parametrize("option", ["--output", "--proof"])
def test_nothing_is_written_over_an_input(mdaudit: Command, folder: Path, option: str) -> None:
    pair = folder / "alpha.json", folder / "beta.json"
    before = [path.read_bytes() for path in pair]
    ran = mdaudit("diff", *pair, option, pair[1])
    assert ran.code == ExitCode.USAGE
    assert f"{option} {pair[1]}: expected a file that is not read" in ran.err
    assert [path.read_bytes() for path in pair] == before


def test_a_proof_that_cannot_be_written_names_its_option(mdaudit: Command, folder: Path) -> None:
    ran = mdaudit("diff", folder / "alpha.json", folder / "beta.json", "--proof", folder)
    assert ran.code == ExitCode.USAGE
    assert f"--proof {folder}:" in ran.err
