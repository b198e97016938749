"""The command `mdaudit`: apply the specification's rules to evidence, and say who is to blame.

From Python, the audit is a function: ``from mdaudit.audit_cli import audit``. It is loaded when it
is asked for, because a command that starts often must start quickly.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mdaudit.audit_cli.library import Options as Options
    from mdaudit.audit_cli.library import audit as audit

__version__ = "0.1.0"

_PUBLIC = frozenset({"audit", "Options"})
"""What is loaded from `library` when it is asked for."""


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        from mdaudit.audit_cli import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
