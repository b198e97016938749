"""Names and texts on a command line, looked at before a store is opened or a server asked."""

from __future__ import annotations

import click
import msgspec

from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.part import Name
from mdaudit.spec.sorts import PRIMARY


def telephone_number(
    _context: click.Context, _parameter: click.Parameter, account: str | None
) -> str | None:
    """An account, or none: it has to be a telephone number, as the server wants it."""
    if account is not None:
        try:
            device_hash(account, {PRIMARY})
        except ValueError:
            expected = f"expected a telephone number in digits, got {account!r}"
            raise click.BadParameter(expected) from None
    return account


def telephone_numbers(
    context: click.Context, parameter: click.Parameter, accounts: tuple[str, ...]
) -> tuple[str, ...]:
    """Accounts."""
    for account in accounts:
        telephone_number(context, parameter, account)
    return accounts


def group_name(
    _context: click.Context, _parameter: click.Parameter, group: str | None
) -> str | None:
    """A group, or none."""
    if group is not None:
        try:
            msgspec.convert(group, Name)
        except msgspec.ValidationError:
            expected = "expected up to 64 letters, digits and . _ : - without spaces"
            raise click.BadParameter(f"{expected}, got {group!r}") from None
    return group


def some_text(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    """A text with something in it, or none."""
    if text == "":
        raise click.BadParameter("expected a text, got an empty one")
    return text
