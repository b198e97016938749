"""`mdref settings`: what all devices of the account share."""

from __future__ import annotations

import click

from mdaudit.reference.app_state.settings import Setting, check_name
from mdaudit.reference.client.app_state.replaying import app_state_of, catch_up_app_state
from mdaudit.reference.client.app_state.writing import change_setting
from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.commands.printable import printable


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@with_store
def settings(store: StoreChoice, *, name: str | None, value: str | None) -> None:
    """Set NAME to VALUE for all devices; without VALUE show it, without NAME show all.

    NAME is `name` (text), `mute:CHAT` or `pin:CHAT` (on or off). The server keeps the settings and
    cannot read them; a device that is removed gets no key for later ones.
    """
    if name is not None:
        check_name(name)
    with store.opened() as device, remote_of(device) as remote:
        settle(device, remote)
        try:
            if name is not None and value is not None:
                change_setting(device, remote, Setting(name, value))
            else:
                catch_up_app_state(device, remote)
        finally:
            settle(device, remote)  # after a refusal as well: a companion asks its primary then
        shown = [one for one in app_state_of(device).settings() if name in {None, one.name}]
        for setting in shown:
            click.echo(f"{setting.name}: {printable(setting.value)}")
        if not shown:
            click.echo("nothing is set" if name is None else f"{name} is not set")
