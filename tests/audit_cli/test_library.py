"""The audit as a function."""

import builtins
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from mdaudit.audit_cli import Options, audit
from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.reports import FORMATS, write_report
from mdaudit.audit_cli.suppressions import Suppression, Suppressions
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Duration
from tests.audit_cli.honest import LAPTOP, alice, copy, honest, listed, message, shown
from tests.audit_cli.verdicts import failed


def text(evidence: object) -> bytes:
    return json.dumps(evidence).encode()


def replayed() -> bytes:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    return text(evidence)


def fingerprints(report: Report) -> list[str]:
    return [finding.fingerprint for finding in report.findings]


def test_bytes_evidence_and_documents_give_the_same_report() -> None:
    document = evidence_document("evidence", replayed())
    reports = [audit(replayed()), audit(document.evidence), audit([document])]
    assert failed(reports[0]) == {"LIST-3"}
    assert [r.results for r in reports] == [reports[0].results] * 3
    assert [fingerprints(r) for r in reports] == [fingerprints(reports[0])] * 3
    assert [t.events for t in reports[1].timelines.kept] == [
        t.events for t in reports[0].timelines.kept
    ]


def test_many_documents_are_one_report() -> None:
    documents = [evidence_document(name, replayed()) for name in ("one", "two")]
    report = audit(iter(documents))
    assert [given.name for given in report.inputs] == ["one", "two"]
    assert [finding.source for finding in report.findings] == ["one", "two"]


def test_the_caller_names_the_evidence() -> None:
    assert audit(replayed(), name="phone.json").findings[0].source == "phone.json"


def test_the_policy_counts() -> None:
    evidence = honest()
    evidence["messages"] = [message("m2", 10_000, copy(10_000, 3, LAPTOP))]
    assert failed(audit(text(evidence))) == set()
    strict = Policy(lifetime=Duration(3600))
    report = audit(text(evidence), strict)
    assert "FAN-2" in failed(report)
    assert report.policy == strict


def test_the_options_count() -> None:
    entry = Suppression(rule="LIST-3", subject="15550100001", reason="known")
    chosen = Options(
        show_identifiers=True,
        fingerprint_key=bytes(32),
        suppressions=Suppressions((entry,), date(2026, 11, 25)),
    )
    report = audit(replayed(), options=chosen)
    assert report.findings == []
    (suppressed,) = report.suppressed
    assert suppressed.account == "15550100001"
    assert suppressed.fingerprint not in fingerprints(audit(replayed()))


@pytest.mark.parametrize(
    "before", ["", "import mdaudit.audit_cli.trial.world", "import mdaudit.audit_cli.library"]
)
def test_the_package_gives_the_function_whatever_was_loaded_before(before: str) -> None:
    program = f"""
{before}
from mdaudit.audit_cli import Options, audit
import mdaudit.audit_cli.trial.world
from mdaudit.audit_cli import audit as again
assert again is audit
print(audit(b'{{"format": "mdaudit-evidence/1", "accounts": []}}', options=Options()).highest.word)
"""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout == "note\n"


def test_what_is_no_evidence_is_refused() -> None:
    with pytest.raises(CannotLookError, match="strict JSON"):
        audit(b"{")


def test_nothing_is_read_or_written(monkeypatch: pytest.MonkeyPatch) -> None:
    audit(replayed())  # loads what it needs

    def no_file(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(builtins, "open", no_file)
    monkeypatch.setattr(Path, "open", no_file)
    assert failed(audit(replayed())) == {"LIST-3"}


def test_a_report_can_be_shown_in_every_format(tmp_path: Path) -> None:
    report = audit(replayed())
    for form in FORMATS:
        file = tmp_path / form
        with file.open("w", encoding="utf-8") as stream:
            write_report(report, form, stream)
        assert "LIST-3" in file.read_text(encoding="utf-8")
