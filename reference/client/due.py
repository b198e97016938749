"""What a device has to do besides handing over: for its list, its other devices, and its file.

A primary renews its list from the refresh age on, a week before others stop to use it. From then on
they ask for it before they write: see `mdaudit.reference.client.lists.directory`.
"""

from __future__ import annotations

from mdaudit.reference.client.app_state.again import ask_for_all_if_wanted
from mdaudit.reference.client.app_state.replaying import catch_up_if_wanted
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.receiving import forget_all_removed
from mdaudit.reference.client.lists.renewing import renew_list_if_due
from mdaudit.reference.client.messages.sent import forget_old
from mdaudit.reference.client.own.companions import serve_companions
from mdaudit.reference.client.own.history import fetch_past
from mdaudit.reference.client.remote import Remote


def do_what_is_due(device: Device, remote: Remote) -> None:
    """Do it; what has to be sent because of it waits in the outbox.

    Raises:
        ServerError: the server could not be asked; the rest stays due.
    """
    forget_old(device)
    forget_all_removed(device)
    renew_list_if_due(device)
    serve_companions(device, remote)
    fetch_past(device, remote)
    catch_up_if_wanted(device, remote)
    ask_for_all_if_wanted(device, remote)
