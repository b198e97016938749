"""What cannot be an account, a group or a text is refused before anything is done."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE


@pytest.mark.parametrize("account", ["", "two words", "155501-00001", "nobody"])
@pytest.mark.parametrize(
    "verb",
    [("register",), ("send",), ("verify",), ("link", "--code-for"), ("group", "g", "--member")],
)
def test_an_account_is_a_telephone_number(desk: Desk, verb: tuple[str, ...], account: str) -> None:
    said = desk.run("phone", *verb, account, "text", code=ExitCode.USAGE)
    assert f"expected a telephone number in digits, got {account!r}; see mdref {verb[0]}" in said
    assert not desk.store("phone").exists()


@pytest.mark.parametrize("group", ["", "two words", "a/b", "x" * 65])
def test_a_group_is_a_short_name(desk: Desk, group: str) -> None:
    said = desk.run("phone", "group", group, "text", code=ExitCode.USAGE)
    assert "expected up to 64 letters, digits and . _ : - without spaces, got " in said


@pytest.mark.parametrize(
    "arguments", [("send", ALICE, ""), ("group", "friends", ""), ("verify", ALICE, "--confirm", "")]
)
def test_an_empty_text_is_none(desk: Desk, arguments: tuple[str, ...]) -> None:
    said = desk.run("phone", *arguments, code=ExitCode.USAGE)
    assert f"expected a text, got an empty one; see mdref {arguments[0]} --help" in said
