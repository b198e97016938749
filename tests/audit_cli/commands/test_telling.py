"""What is wrong, a line for each thing."""

import pytest

from mdaudit.audit_cli.commands.telling import tell


def test_each_problem_is_a_line_that_names_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    tell(["one", "another"])
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "mdaudit: one\nmdaudit: another\n")
