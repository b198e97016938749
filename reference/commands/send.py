"""`mdref send`: write a text to an account."""

from __future__ import annotations

import json

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.reference.client.messages.progress import Progress, progress_of
from mdaudit.reference.client.messages.sending import send_text
from mdaudit.reference.commands.names import some_text, telephone_number
from mdaudit.reference.commands.news import News
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.commands.outcome import reported
from mdaudit.spec.sorts import Account


@click.command()
@click.argument("account", callback=telephone_number)
@click.argument("text", callback=some_text)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object; notices go to stderr.",
)
@with_store
def send(store: StoreChoice, *, account: str, text: str, as_json: bool) -> None:
    """Send TEXT to ACCOUNT: a copy to each of its devices, and to each other device of one's own.

    Whoever gets no copy is named, with the rule that says so. If the server cannot be asked any
    more, the message waits in the store and goes out with the next command: it says `waiting` then.
    Notices follow, such as that the account has another identity.
    """
    with store.opened() as device, remote_of(device) as remote:
        news = News(device)
        sent = send_text(device, remote, Account(account), text)

        def report() -> str:
            progress = progress_of(device, sent)
            return _as_json(progress) if as_json else "\n".join(_lines(account, progress))

        with reported(news, sent.message, report, notices_aside=as_json):
            hand_everything_over(device, remote)


def _lines(account: str, progress: Progress) -> list[str]:
    sent, state = progress.sent, "waiting" if progress.waits else "sent"
    lines = [f"{state}: {sent.message} to {account}, copies: {len(sent.copies)}"]
    lines += ["more copies may follow: some devices were not known"] if progress.more else []
    lines += [f"copy: device {one.index} of {one.account}" for one in sent.copies]
    lines += [
        f"left out: device {one.index} of {one.account} by {one.rule}, {one.title}: "
        f"expected {one.expected}, got {one.got}"
        for one in sent.left_out
    ]
    lines += [
        f"not reached: device {one.partner.index} of {one.partner.account}: {one.reason}"
        for one in sent.unreached
    ]
    return lines


def _as_json(progress: Progress) -> str:
    sent = progress.sent
    return json.dumps(
        {
            "message": sent.message,
            "waits": progress.waits,
            "more_may_follow": progress.more,
            "copies": [{"account": one.account, "device": one.index} for one in sent.copies],
            "left_out": [
                {"account": one.account, "device": one.index, "rule": one.rule}
                for one in sent.left_out
            ],
            "not_reached": [
                {"account": one.partner.account, "device": one.partner.index, "why": one.reason}
                for one in sent.unreached
            ],
        }
    )
