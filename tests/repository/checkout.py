"""What the tests about this repository share: where it is, and which files it holds."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("spec", "commandline", "reference", "checks", "audit_cli")

PROGRAMS = Path(sys.executable).parent
"""Where the environment's own programs are, such as `ruff`."""


def files(*below: str) -> list[Path]:
    """Return the files below these folders that git holds or would add: nothing that was built."""
    listed = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *below),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted({ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()})


def modules(*below: str) -> list[Path]:
    """Return the Python files below these folders."""
    return [file for file in files(*below) if file.suffix == ".py"]


def import_name(module: Path) -> str:
    """Return the name by which a file below one of the folders is imported."""
    parts = module.relative_to(ROOT).with_suffix("").parts
    return ".".join(("mdaudit", *parts)).removesuffix(".__init__")


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of every module or object that `tree` imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
