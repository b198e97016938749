"""Refuse, in the chapters of the specification, the syntax that cannot be read symbolically.

A chapter's functions run on plain values and on terms. Python's `if`, `and` or `in` ask a term for
its truth, which it does not have; the functions that stand for them work in every reading. A term
that is asked for its truth raises an error too, but only where a run comes by: this reads it all.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

NOT_CHAPTERS = ("logic", "objects", "profiles", "reading", "registry", "state")
"""How the names of the files and folders begin that hold machinery or bytes, not chapters."""


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and advice for what is banned inside the functions of `source`, in order."""
    found: set[tuple[int, str]] = set()
    for function in ast.walk(ast.parse(source)):
        match function:
            case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
                statements: list[ast.stmt] | list[ast.expr] = body
            case ast.Lambda(body=value):
                statements = [value]
            case _:  # the module's own level, where the text is only assembled
                continue
        for statement in statements:
            for node in ast.walk(statement):
                if advice := _advice(node):
                    found.add((_line(node), advice))
    yield from sorted(found)


def _advice(node: ast.AST) -> str | None:  # noqa: PLR0911 - a flat table, a line a construct
    """Say what to write instead of `node`, or nothing if `node` is fine."""
    match node:
        case ast.If() | ast.IfExp() | ast.Match():
            return "a branch: write `choose(condition, yes, no)`"
        case ast.BoolOp(op=ast.And()):
            return "`and`: write `both(first, second)`"
        case ast.BoolOp(op=ast.Or()):
            return "`or`: write `either(first, second)`"
        case ast.UnaryOp(op=ast.Not()):
            return "`not`: write `negate(fact)`"
        case ast.Compare(ops=[_, _, *_]):
            return "a chained comparison: write `both(a <= b, b <= c)`"
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return "`in`: a set is its predicate, so call it: `names(value)`"
        case ast.comprehension(ifs=[_, *_]):
            return "`if` in a comprehension: write `both` or `implies` inside it"
        case ast.While():
            return "`while`: write one step for one change of state"
        case ast.Assert():
            return "`assert`: write `require(rule, ...)`"
    return None


def _line(node: ast.AST) -> int:
    """Say where `node` stands; a loop of a comprehension stands where its variable does."""
    placed = node.target if isinstance(node, ast.comprehension) else node
    line: int = placed.lineno  # type: ignore[attr-defined]  # every statement and expression has one
    return line


def chapters(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` that are chapters."""
    for file in sorted(folder.rglob("*.py")):
        if not file.relative_to(folder).parts[0].startswith(NOT_CHAPTERS):
            yield file


def main(folder: Path) -> int:
    """Print every fault in the chapters below `folder`; answer how many there are, 1 at most."""
    lines = [
        f"{file}:{line}: {advice}"
        for file in chapters(folder)
        for line, advice in faults(file.read_text(encoding="utf-8"))
    ]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return min(len(lines), 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
