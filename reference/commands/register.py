"""`mdref register`: a device becomes the primary of an account, or begins its next life."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from click.core import ParameterSource

from mdaudit.reference.client import registering
from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.client.store import StoreError
from mdaudit.reference.commands.names import telephone_number
from mdaudit.reference.commands.new_file import new_file
from mdaudit.reference.commands.options import StoreChoice, described, with_server, with_store
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import Account


@click.command()
@click.argument("account", required=False, callback=telephone_number)
@click.option("--next-life", is_flag=True, help="Begin another life under the same key.")
@click.option(
    "--from-backup",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Go on, in another life, from what `mdref backup` wrote.",
)
@described("phone")
@with_server
@with_store
def register(
    store: StoreChoice,
    *,
    account: str | None,
    next_life: bool,
    from_backup: Path | None,
    name: str,
    platform: str,
    server: str,
) -> None:
    """Register ACCOUNT, a telephone number in digits, with a new store.

    The store is made, and its device is the account's primary. If the account was registered
    before, all its devices are replaced, and its contacts see another identity. Both other ways
    keep the key, so they need no ACCOUNT: companions are gone, contacts see the same identity.
    """
    if (account is not None) + next_life + (from_backup is not None) != 1:
        raise click.UsageError(
            "expected one of ACCOUNT, --next-life and --from-backup; see mdref register --help"
        )
    if from_backup is not None:
        _restore(store, from_backup)
    elif account is None:
        with store.opened() as device:
            _check_primary(device)
            registering.begin_life(device)
            _hand_over(device)
    else:
        with _device(store, name, server) as device:
            _register(device, Account(account), platform, server)


def _register(device: Device, account: Account, platform: str, server: str) -> None:
    """Register, or go on where that was interrupted, with another server if one is named."""
    if device.account == Account(""):
        registering.register(device, account, platform)
    elif device.account != account or registering.is_registered(device):
        raise click.UsageError(
            f"expected a new store, got one of device {device.index} of {device.account}; "
            + _instead(device)
        )
    source = click.get_current_context().get_parameter_source("server")
    if source is not ParameterSource.DEFAULT:
        device.move_to(server)
    _hand_over(device)


def _instead(device: Device) -> str:
    if registering.is_registered(device):
        return "name another file, or begin its --next-life"
    return "name another file, or register that account, which no server has confirmed yet"


def _device(store: StoreChoice, name: str, server: str) -> Device:
    if store.path.exists():
        return store.opened()
    return Device.create(store.path, store.secret, name, server, store.clock)


def _restore(store: StoreChoice, backup: Path) -> None:
    """Go on from a backup in a new store, which is there only if that was registered."""
    with new_file(store.path, f"--store {store.path}"):
        try:
            shutil.copyfile(backup, store.path)
            _go_on(store)
        except OSError as problem:
            raise _no_backup(backup, problem.strerror or str(problem)) from None
        except StoreError as problem:
            raise problem.about(backup) from None
        except NotPossible:
            raise _no_backup(backup, "a store that was not put aside") from None


def _go_on(store: StoreChoice) -> None:
    with store.opened() as device:
        _check_primary(device)
        registering.restore(device)
        _hand_over(device)


def _no_backup(file: Path, got: str) -> click.UsageError:
    what = f"--from-backup {file}: expected a file that mdref backup wrote"
    return click.UsageError(f"{what}, got {got}; name that")


def _check_primary(device: Device) -> None:
    if not device.is_primary:
        raise click.UsageError("expected the store of a primary, got another one; link it again")


def _hand_over(device: Device) -> None:
    with remote_of(device) as remote:
        hand_everything_over(device, remote)
    if not registering.is_registered(device):
        raise ServerError(
            "this is not registered yet: expected a server that takes the new list, got a refusal; "
            "see whether the clock is right, and try again"
        )
    click.echo(f"registered: {device.account} life {device.life}")
