"""The story as a user meets it: told to its end, with logs that an audit follows."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mdaudit.reference.commands import run
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.demo.attacks import ATTACKS
from mdaudit.reference.demo.attacks.posing import InjectedDevice

PROGRAMS = Path(sys.executable).parent

ANSWERS = {
    "injected-device": "DEV-1",
    "stripped-identity": "DEV-4",
    "embedded-foreign-key": "DEV-5",
    "replayed-list": "LIST-3",
    "withheld-list": "FAN-3",
    "hidden-removal": "FAN-2",
    "forged-removal-notice": "REV-1",
    "account-reset": "VER-3",
}
"""The rule that answers each lie."""

READ = {
    "withheld-list": '"Within two days"',
    "hidden-removal": '"On the 30th day"',
    "account-reset": '"After the reset"',
}
"""What a listener reads where the promises allow it; elsewhere, nothing."""

NOTED = {
    "injected-device": {"DEV-1"},
    "stripped-identity": {"DEV-4"},
    "embedded-foreign-key": {"DEV-1", "DEV-5"},
    "replayed-list": {"LIST-3", "LIST-7"},
    "withheld-list": {"FAN-3"},
    "hidden-removal": {"FAN-2", "LIST-8"},
    "forged-removal-notice": {"REV-1"},
    "account-reset": {"VER-1"},
    "account-reset-of-a-verified-contact": {"VER-1", "VER-3"},
    "honest-Alices-phone": set(),
    "honest-Alices-tablet": set(),
    "honest-Alices-desktop": set(),
    "honest-Alices-work-laptop": set(),
    "honest-Bobs-phone": set(),
    "honest-Bobs-tablet": set(),
}
"""What an audit of each log finds, all of it as notes: the client did nothing wrong."""

LIARS = {"DEV-4", "LIST-3", "LIST-7", "FAN-3", "REV-1"}
"""The rules whose notes name the server: nobody else could have done it."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the story prints, and the folder with the logs."""
    folder = tmp_path_factory.mktemp("demo") / "town"
    done = subprocess.run(
        [PROGRAMS / "mdref", "demo", "--folder", folder],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout, folder / "logs"


def test_honest_days_come_first(told: tuple[str, Path]) -> None:
    acts = re.findall(r"^(\d)\. ", told[0], re.MULTILINE)
    assert acts == ["1", "2", "3", "4", "5", "6"]
    assert "refused by LINK-5" in told[0]
    assert "not linked; link the device again" in told[0]


@pytest.mark.parametrize("mode", ANSWERS)
def test_each_lie_is_answered_and_its_bound_is_said(told: tuple[str, Path], mode: str) -> None:
    act = told[0].split(f"A server that lies: {mode}.")[1].split("A server that lies")[0]
    assert ANSWERS[mode] in act
    assert f"it reads {READ.get(mode, 'nothing')} of" in act
    assert f"{mode}.jsonl" in act


@pytest.mark.parametrize("mode", ANSWERS)
def test_a_log_of_each_mode_names_the_rule_that_answers(mode: str) -> None:
    logs = [rules for name, rules in NOTED.items() if name.startswith(mode)]
    assert any(ANSWERS[mode] in rules for rules in logs)


def test_there_is_an_expectation_for_every_log(told: tuple[str, Path]) -> None:
    assert {log.stem for log in told[1].iterdir()} == set(NOTED)


def test_every_mode_is_told(told: tuple[str, Path]) -> None:
    assert [attack.mode for attack in ATTACKS] == re.findall(r"server that lies: (.*)\.", told[0])


@pytest.mark.parametrize("name", NOTED)
def test_each_log_is_followed_by_the_model_and_audited(told: tuple[str, Path], name: str) -> None:
    done = subprocess.run(
        [PROGRAMS / "mdaudit", "check", "--format", "json", told[1] / f"{name}.jsonl"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["findings"]
    assert {finding["rule"] for finding in found} == NOTED[name]
    assert {finding["severity"] for finding in found} <= {"note"}
    blamed = {finding["rule"] for finding in found if finding["blame"] == ["server or network"]}
    assert blamed == NOTED[name] & LIARS


def test_a_story_that_goes_otherwise_is_an_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InjectedDevice, "rule", "DEV-2")
    with pytest.raises(SystemExit) as ended:
        run(["demo", "--adversary", "injected-device"])
    assert ended.value.code == ExitCode.OTHERWISE
    out, err = capsys.readouterr()
    assert "The end" not in out
    assert err == (
        "mdref: the story went otherwise: the rule that refuses: expected DEV-2, got ['DEV-1']\n"
    )


def test_a_folder_has_to_be_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--folder", str(tmp_path)]) == ExitCode.USAGE
    assert "expected a new folder, got File exists" in capsys.readouterr().err
