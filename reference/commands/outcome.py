"""What became of a message: reported when the server was asked to take it, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from mdaudit.reference.client.messages.conversation import Origin
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.commands.lines import spelled
from mdaudit.reference.commands.news import News
from mdaudit.spec.sorts import Message


@contextmanager
def reported(
    news: News, message: Message, report: Callable[[], str], *, notices_aside: bool = False
) -> Iterator[None]:
    """Hand a message over in the block; then its report is printed, and the notices that came.

    A message that the server did not take has a notice instead of a report. With `notices_aside`
    notices go to standard error.

    Raises:
        ServerError: the server did not take it.
    """
    try:
        yield
    finally:
        notices = [line for line in news.lines() if line.origin is Origin.NOTICE]
        taken = not any(message in notice.text for notice in notices)
        if taken:
            click.echo(report())
        for notice in notices:
            click.echo(spelled(notice, as_json=False), err=notices_aside)
    if not taken:
        raise ServerError(
            "the message was not taken: expected a server that takes it, got the refusal that the "
            "notice names; write it again when that is mended"
        )
