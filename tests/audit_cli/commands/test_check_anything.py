"""Whatever `mdaudit check` is given, it ends in a report or in one line."""

import io
import json
import os
from hashlib import shake_256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.commands import run
from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command
from tests.audit_cli.commands.severities import (
    critical,
)
from tests.audit_cli.honest import (
    START,
    alice,
    listed,
    shown,
)


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
