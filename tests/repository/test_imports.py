"""Who imports whom, and that each check of it can fail."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.checkout import FOLDERS, PROGRAMS, ROOT, import_name, imported, modules

SOLVERS = {"cvc5", "z3"}
ON_DEMAND = SOLVERS | {"mdaudit.checks", "mdaudit.reference", "cryptography"}
"""What the command loads inside the commands that need it, never at its start."""


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAMS / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Packages by our names, with nothing in them."""
    for folder in (*FOLDERS, "checks/walk"):
        (tmp_path / "mdaudit" / folder).mkdir(parents=True)
        (tmp_path / "mdaudit" / folder / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("importer", "statement"),
    [
        ("checks", "import z3"),
        ("checks/walk", "from hypothesis import stateful"),
        ("checks", "from mdaudit.checks import walk"),
        ("checks", "from mdaudit import reference"),
        ("reference", "from mdaudit import spec"),
        ("reference", "from mdaudit import commandline"),
        ("audit_cli", "from mdaudit import commandline"),
        ("audit_cli", "from mdaudit import checks"),
        ("audit_cli", "from mdaudit import reference"),
        ("audit_cli", "from mdaudit import spec"),
    ],
)
def test_a_good_import_is_allowed(packages: Path, importer: str, statement: str) -> None:
    (packages / "mdaudit" / importer / "good.py").write_text(f"{statement}\n")
    assert "4 kept, 0 broken" in lint_imports(packages).stdout


@pytest.mark.parametrize(
    ("importer", "statement"),
    [
        *(("spec", f"import {name}") for name in ("z3", "click", "sqlite3", "time", "secrets")),
        ("spec", "from cryptography import x509"),
        *(("commandline", f"from mdaudit import {name}") for name in FOLDERS[2:]),
        ("commandline", "from mdaudit import spec"),
        ("spec", "from mdaudit import commandline"),
        ("spec", "from mdaudit import reference"),
        ("spec", "from mdaudit import checks"),
        ("spec", "from mdaudit import audit_cli"),
        ("reference", "import z3"),
        ("reference", "from mdaudit import checks"),
        ("reference", "from mdaudit import audit_cli"),
        ("checks", "from mdaudit import audit_cli"),
        ("checks", "from hypothesis import stateful"),
        ("reference", "import hypothesis"),
        ("audit_cli", "import hypothesis"),
        ("audit_cli", "import z3"),
    ],
)
def test_a_bad_import_breaks_its_contract(packages: Path, importer: str, statement: str) -> None:
    (packages / "mdaudit" / importer / "bad.py").write_text(f"{statement}\n")
    result = lint_imports(packages)
    assert result.returncode == 1
    assert f"mdaudit.{importer}.bad -> " in result.stdout
    assert "1 broken" in result.stdout


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("statement", ["import {}", "from {} import anything"])
def test_the_linter_refuses_a_bare_name(folder: str, statement: str) -> None:
    result = subprocess.run(
        [PROGRAMS / "ruff", "check", "--output-format=concise", "--stdin-filename=example.py", "-"],
        cwd=ROOT,
        input=statement.format(folder) + "\n",
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert f"TID251 `{folder}" in result.stdout
    assert f"Import `mdaudit.{folder}`" in result.stdout


def test_each_solver_is_loaded_by_one_file() -> None:
    loading = {
        (file.relative_to(ROOT).as_posix(), name.split(".")[0])
        for file in modules(*FOLDERS)
        for name in imported(ast.parse(file.read_text(encoding="utf-8")))
        if name.split(".")[0] in SOLVERS
    }
    assert loading == {(f"checks/{solver}_api.py", solver) for solver in SOLVERS}


def test_the_command_starts_without_what_it_loads_on_demand() -> None:
    names = [import_name(file) for file in modules("audit_cli")]
    program = f"""
import importlib, sys
for name in {names}:
    importlib.import_module(name)
print(*(name for name in sys.modules if name.startswith({tuple(ON_DEMAND)})))
"""
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    assert loaded.stdout.split() == []
