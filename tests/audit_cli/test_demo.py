"""The evidence of the demonstration is what its generator makes, and says how it was made."""

import json
from pathlib import Path

import pytest

import mdaudit.audit_cli
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.document import evidence_document
from tests.audit_cli.verdicts import blame, failed, report_on
from tests.fixtures.evidence.make import FILES, LISTED, RECORDED_LIST, shown, text

DEMO = Path(str(mdaudit.audit_cli.__file__)).with_name("demo")


def report(name: str) -> Report:
    return report_on(evidence_document(name, (DEMO / name).read_bytes()))


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_what_the_generator_makes(name: str) -> None:
    assert (DEMO / name).read_text(encoding="utf-8") == text(FILES[name]())


@pytest.mark.parametrize("name", FILES)
def test_each_file_names_its_origin(name: str) -> None:
    origin = json.loads((DEMO / name).read_text(encoding="utf-8"))["x-how"]
    assert "zapo 1.8.0" in origin
    assert "xeddsa 1.2.0" in origin


def test_a_recorded_list_is_in_both() -> None:
    for make in FILES.values():
        assert make()["accounts"][0]["lists"][0] == shown(LISTED + 200, RECORDED_LIST)


def test_the_honest_story_is_clean() -> None:
    assert report("clean.json").findings == []


def test_the_replay_is_found_and_blamed() -> None:
    found = report("replayed.json")
    assert failed(found) == {"LIST-3", "LIST-7", "FAN-3"}
    assert blame(found, "LIST-3") == ["server or network", "observed client"]
