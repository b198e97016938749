"""`mdaudit completion`: the scripts complete, in the shells that are there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mdaudit.audit_cli.commands.completion import SHELLS
from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command

PROGRAMS = Path(sys.executable).parent
ENVIRONMENT = os.environ | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}"}


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(mdaudit: Command, shell: str) -> None:
    ran = mdaudit("completion", shell)
    assert (ran.code, ran.err) == (ExitCode.CLEAN, "")
    assert f"_MDAUDIT_COMPLETE={shell}_complete" in ran.out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_understands_its_script(mdaudit: Command, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = mdaudit("completion", shell).out
    ran = subprocess.run([program, "-n"], input=script, check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def completed(script: str, *words: str) -> list[str]:
    """Return what bash offers for the last of these words."""
    program = shutil.which("bash")
    if program is None:
        pytest.skip("bash is not installed")
    listed = " ".join(f"'{word}'" for word in words)
    asking = f"""{script}
COMP_WORDS=({listed}) COMP_CWORD={len(words) - 1}
_mdaudit_completion mdaudit
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    ran = subprocess.run(
        [program, "--norc", "-c", asking],
        check=True,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    return ran.stdout.split()


def test_bash_completes_verbs_options_and_values(mdaudit: Command) -> None:
    script = mdaudit("completion", "bash").out
    assert completed(script, "mdaudit", "che") == ["check"]
    assert "--suppressions" in completed(script, "mdaudit", "check", "--s")
    assert completed(script, "mdaudit", "check", "--format", "s") == ["sarif"]
    assert completed(script, "mdaudit", "schema", "pol") == ["policy"]


def test_files_are_left_to_the_shell() -> None:
    asked = {"_MDAUDIT_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    for words in ("mdaudit check evi", "mdaudit check --policy evi"):
        asked |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        ran = subprocess.run(
            [PROGRAMS / "mdaudit"], check=False, env=ENVIRONMENT | asked, capture_output=True
        )
        assert ran.stdout == b"file,evi\n"
