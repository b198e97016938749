"""The report as SARIF."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from mdaudit.audit_cli.reports.sarif_report import FINGERPRINT, sarif_report
from tests.audit_cli.commands.running import Command
from tests.audit_cli.honest import BOB_PHONE, START, bob, honest, shown
from tests.audit_cli.reports.eventful import PRINTED, eventful
from tests.audit_cli.signing import device_list
from tests.audit_cli.verdicts import audited
from tests.fixtures.evidence.reports.make import DEMO, NAMES, golden

SCHEMA = Path(__file__).parents[2] / "fixtures" / "sarif" / "sarif-2.1.0-rtm.5.json"
VALIDATOR = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run() -> Any:
    """Return the one run of a log in which everything occurs."""
    (only,) = json.loads(sarif_report(eventful()))["runs"]
    return only


@pytest.mark.parametrize("name", NAMES)
def test_recorded_logs_are_as_the_standard_says(name: str) -> None:
    VALIDATOR.validate(json.loads(golden(name, "sarif").read_text(encoding="utf-8")))


def test_a_log_in_which_everything_occurs_is_as_the_standard_says() -> None:
    VALIDATOR.validate(json.loads(sarif_report(eventful())))


def test_the_standard_s_schema_notices_what_is_wrong() -> None:
    log = json.loads(sarif_report(eventful()))
    log["runs"][0]["results"][0]["level"] = "critical"
    assert not VALIDATOR.is_valid(log)


def test_every_result_has_a_level_a_rule_and_a_fingerprint() -> None:
    made = run()
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    for result in made["results"]:
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert len(result["partialFingerprints"][FINGERPRINT]) == 32
    assert {result["level"] for result in made["results"]} == {"error", "warning", "none"}


def test_every_rule_says_what_it_is_about() -> None:
    for rule in run()["tool"]["driver"]["rules"]:
        assert rule["help"]["text"].startswith(f"Run `mdaudit explain {rule['id']}`")
        assert rule["fullDescription"]["text"]
        assert float(rule["properties"]["security-severity"]) > 0


def test_what_is_suppressed_says_why_and_what_has_expired_counts() -> None:
    suppressed = [result for result in run()["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["LIST-3"]
    assert suppressed[0]["suppressions"][0]["justification"] == f"known {PRINTED}"
    (expired,) = (result for result in run()["results"] if result["ruleId"] == "LIST-7")
    assert "(expired, so it counts)" in expired["message"]["text"]


def test_inputs_that_could_not_be_audited_are_notifications() -> None:
    (invocation,) = run()["invocations"]
    assert not invocation["executionSuccessful"]
    texts = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert texts == eventful().problems


def test_an_artifact_is_a_reference_whatever_its_file_is_called() -> None:
    (artifact,) = run()["artifacts"]
    uri = artifact["location"]["uri"]
    assert uri.isascii()
    assert not set("<>\"' :") & set(uri)
    assert run()["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": uri
    }


def test_further_evidence_is_a_related_location() -> None:
    evidence = honest()
    bob(evidence)["lists"].append(shown(150, device_list(BOB_PHONE, START + 20, (0,), life=9)))
    (made,) = json.loads(sarif_report(audited(evidence)))["runs"]
    (result,) = (result for result in made["results"] if result["ruleId"] == "OWN-1")
    places = [*result["locations"], *result["relatedLocations"]]
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in places] == [
        f"/accounts/1/lists/{n}/signed_key_index_list" for n in (1, 0)
    ]


def test_a_line_of_a_stream_is_a_region_of_its_file(mdaudit: Command, tmp_path: Path) -> None:
    line = json.dumps(json.loads((DEMO / "replayed.json").read_text(encoding="utf-8")))
    stream = tmp_path / "stream"
    stream.write_text(f"{line}\n{line}\n")
    ran = mdaudit("check", stream, "--format", "sarif")
    (made,) = json.loads(ran.out)["runs"]
    assert [a["location"]["uri"] for a in made["artifacts"]] == [str(stream)]
    assert "hashes" not in made["artifacts"][0]
    places = [result["locations"][0]["physicalLocation"] for result in made["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {str(stream)}
    assert {place["region"]["startLine"] for place in places} == {1, 2}
