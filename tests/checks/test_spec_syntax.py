"""Each construct without a symbolic reading is refused, and its stand-in is named."""

from pathlib import Path

import pytest

from mdaudit.checks.spec_syntax import chapters, faults, main

BANNED = {
    "if a: return b": "choose(",
    "return b if a else c": "choose(",
    "match a:\n  case 1: return b": "choose(",
    "return a and b": "both(",
    "return a or b": "either(",
    "return not a": "negate(",
    "return a in b": "predicate",
    "return a not in b": "predicate",
    "return a <= b <= c": "both(a <= b, b <= c)",
    "while a: step()": "one step",
    "assert a": "require(",
    "return [x for x in a if x]": "implies",
}

ALLOWED = [
    "return both(a == b, b >= c)",
    "return every(names, lambda index: implies(a(index), b(index)))",
    "return replace(a, held=a.held.but(b, becomes=c))",
    "for rule in (first, second): require(rule, a)",
    "return a + b",
]


@pytest.mark.parametrize("body", BANNED)
def test_a_banned_construct_is_refused_with_its_stand_in(body: str) -> None:
    indented = body.replace("\n", "\n    ")
    ((line, advice),) = faults(f"def rule(a, b, c):\n    {indented}\n")
    assert line == 2
    assert BANNED[body] in advice


def test_a_lambda_is_a_function_wherever_it_stands() -> None:
    ((_, advice),) = faults("promise(lambda a, b: a and b)")
    assert "both(" in advice


def test_a_fault_in_a_nested_function_is_told_once() -> None:
    assert len(list(faults("def f(a):\n  def g(b):\n    return lambda c: not c\n"))) == 1


@pytest.mark.parametrize("body", ALLOWED)
def test_what_has_a_symbolic_reading_is_allowed(body: str) -> None:
    assert list(faults(f"def rule(a, b, c):\n    {body}\n")) == []


def test_the_level_of_the_module_is_free() -> None:
    source = (
        "RULES = [r for r in ALL if r.deployed and not r.old]\nif RULES:\n    assert 1 in RULES\n"
    )
    assert list(faults(source)) == []


def test_machinery_and_bytes_are_no_chapters(tmp_path: Path) -> None:
    for name in ("logic/term.py", "objects/bytes.py", "reading_values.py", "fanout/rules.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(chapters(tmp_path)) == [tmp_path / "fanout" / "rules.py"]


def test_the_command_prints_where_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chapter.py").write_text("def rule(a):\n    return not a\n")
    assert main(tmp_path) == 1
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'chapter.py'}:2: `not`")


def test_the_command_is_silent_where_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chapter.py").write_text("def rule(a):\n    return negate(a)\n")
    assert main(tmp_path) == 0
    assert capsys.readouterr().out == ""
