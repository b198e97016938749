"""The command `mdaudit`: apply the specification's rules to evidence, and say who is to blame.

From Python, the audit is a function: ``from mdaudit.audit_cli import audit``. It is loaded when it
is asked for, because a command that starts often must start quickly.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mdaudit.audit_cli.library import Options as Options
    from mdaudit.audit_cli.library import audit as audit

__version__ = "0.1.0"


class _Package(ModuleType):
    """This package. Its `audit` is the function, although its folder `audit` has the name as well.

    Python names a folder in its package when something in it is loaded; that name is not taken.
    """

    @property
    def audit(self) -> Any:
        """The audit as a function: from evidence to a report."""
        from mdaudit.audit_cli.library import audit

        return audit

    @audit.setter
    def audit(self, folder: ModuleType) -> None:
        """Leave the folder to its full name."""

    @property
    def Options(self) -> Any:  # noqa: N802 - the class is called so
        """What whoever audits chooses."""
        from mdaudit.audit_cli.library import Options

        return Options


sys.modules[__name__].__class__ = _Package
