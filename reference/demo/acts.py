"""All acts in order: honest days, then the servers that lie."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from mdaudit.reference.demo.attacks import ATTACKS
from mdaudit.reference.demo.attacks.attack import Attack
from mdaudit.reference.demo.story import Story
from mdaudit.reference.demo.telling import Telling
from mdaudit.reference.demo.town import Town

AT_ONCE: Final = 4
"""How many acts run at a time; they wait more than they work."""

Say = Callable[[str], None]

Told = Future[tuple[list[str], Exception | None]]
"""The lines of an act that runs while others are told, and what ended it too early."""


def tell(folder: Path, say: Say, modes: Iterable[str] = ()) -> None:
    """Tell the honest days and every attack; with `modes`, only the attacks of these names.

    Attacks run beside, each in a town of its own, and are told in their order. Event logs of
    clients are left in the folder's ``logs``.

    Raises:
        UnexpectedError: something went otherwise.
        GivenUpError: a process did not end.
    """
    (folder / "logs").mkdir()
    chosen = set(modes)
    attacks = [one for one in ATTACKS if not chosen or one.mode in chosen]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        acts = [pool.submit(_told, attack, folder) for attack in attacks]
        try:
            if not chosen:
                _tell_honest_days(folder, say)
            for act in acts:
                _say(act, say)
        finally:
            pool.shutdown(cancel_futures=True)


def _tell_honest_days(folder: Path, say: Say) -> None:
    with Town(folder / "honest") as town:
        story = Story(town, Telling(say))
        story.tell()
        alices, bobs = story.alice.devices, story.bob.devices
        for device in (*alices.values(), *bobs.values()):
            _keep(folder, device.log(), f"honest-{device.store.stem}")


def _say(act: Told, say: Say) -> None:
    lines, problem = act.result()
    for line in lines:
        say(line)
    if problem is not None:
        raise problem


def _told(attack: type[Attack], folder: Path) -> tuple[list[str], Exception | None]:
    lines: list[str] = []
    try:
        for name, log in attack(folder / attack.mode, Telling(lines.append)).tell().items():
            lines.append(f"   Log: {_keep(folder, log, name)}")
    except Exception as problem:  # noqa: BLE001 - raised again when its turn to be told comes
        return lines, problem
    return lines, None


def _keep(folder: Path, log: Path, name: str) -> Path:
    """Put a log where all are, and return it."""
    return Path(shutil.copyfile(log, folder / "logs" / f"{name}.jsonl"))
