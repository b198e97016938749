"""One case of the corpus: what is audited, and what an audit must say about it.

What is expected is written by hand, next to the input; nothing of it is taken from the program.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import ALICE, BOB, BOB_PHONE, PHONE, START, Evidence, pin

SERVER, OWNER, DEVICE = "server or network", "holder of the primary key", "holder of the device key"
CLIENT, UNKNOWN = "observed client", "unknown"
"""Who can be to blame, in the words of a report."""

FAIL, PASS, INCONCLUSIVE, NOTE = "fail", "pass", "inconclusive", "note"
ABSENT = object()
"""Stands for a member that was not collected."""


@dataclass(frozen=True)
class Found:
    """A finding or note that the report must have, and no others."""

    rule: str
    blame: tuple[str, ...]
    verdict: str = FAIL

    def record(self) -> list[Any]:
        """Return the finding as `expected.json` writes it."""
        return [self.rule, self.verdict, list(self.blame)]


def found(rule: str, *blame: str) -> Found:
    """Return a broken rule and who is to blame."""
    return Found(rule, blame)


def noted(rule: str, *blame: str) -> Found:
    """Return a note."""
    return Found(rule, blame, NOTE)


@dataclass(frozen=True)
class Case:
    """A case: inputs, the command's arguments, and what is expected."""

    name: str
    readme: str
    """One line: what happened."""
    files: dict[str, bytes]
    findings: tuple[Found, ...] = ()
    exit_code: ExitCode = ExitCode.CLEAN
    rule: str | None = None
    """The rule that the case is about; None: it is a mixed one."""
    verdict: str | None = None
    """What the report says about that rule."""
    arguments: tuple[str, ...] = field(default=("evidence.json",))
    """Arguments of `mdaudit check`, in the folder of the case."""

    def expected(self) -> dict[str, Any]:
        """Return the content of `expected.json`."""
        about = {} if self.rule is None else {"rule": self.rule, "verdict": self.verdict}
        return {
            **about,
            "arguments": list(self.arguments),
            "exit_code": int(self.exit_code),
            "findings": sorted(each.record() for each in self.findings),
        }

    def contents(self) -> dict[str, bytes]:
        """Return every file of the case's folder."""
        return {
            **self.files,
            "expected.json": _text(self.expected()),
            "README.md": f"{self.readme}\n".encode(),
        }


CASES: list[Case] = []
"""All cases, in the order in which they are declared."""

Made = Evidence | tuple[dict[str, bytes], tuple[str, ...]]
Make = Callable[[], Made]


def case(
    rule: str, verdict: str, readme: str, *findings: Found, code: ExitCode = ExitCode.CLEAN
) -> Callable[[Make], Make]:
    """Declare a case about a rule; the function makes evidence, or files and arguments."""
    return _declared(f"{rule.lower()}-{verdict}", readme, findings, code, rule, verdict)


def mixed(
    name: str, readme: str, *findings: Found, code: ExitCode = ExitCode.CLEAN
) -> Callable[[Make], Make]:
    """Declare a case about several things together."""
    return _declared(f"mixed-{name}", readme, findings, code)


def _declared(
    name: str,
    readme: str,
    findings: tuple[Found, ...],
    code: ExitCode,
    rule: str | None = None,
    verdict: str | None = None,
) -> Callable[[Make], Make]:
    def declare(make: Make) -> Make:
        made = make()
        files, arguments = (
            made
            if isinstance(made, tuple)
            else ({"evidence.json": _text(made)}, ("evidence.json",))
        )
        unique = f"{name}-{make.__name__.strip('_').replace('_', '-')}" if rule else name
        CASES.append(Case(unique, readme, files, findings, code, rule, verdict, tuple(arguments)))
        return make

    return declare


def about(account: str, **parts: Any) -> Evidence:
    """Return evidence about one account; what is said to be absent is left out."""
    key, life = (BOB_PHONE, 9) if account == BOB else (PHONE, 7)
    whole = {"account": account, "pins": [pin(key, life=life)], "lists_complete": True} | parts
    return {name: value for name, value in whole.items() if value is not ABSENT}


def evidence(*accounts: Evidence, **parts: Any) -> Evidence:
    """Return a document about these accounts, as Bob's phone saw them."""
    return {
        "format": "mdaudit-evidence/1",
        "collected_at": START + 10_000,
        "observers": ["bobs-phone"],
        "accounts": list(accounts),
    } | parts


def alice(**parts: Any) -> Evidence:
    """Return a document about Alice alone."""
    return evidence(about(ALICE, **parts))


def _text(value: Any) -> bytes:
    return (json.dumps(value, indent=1) + "\n").encode()
