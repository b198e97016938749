"""What one observer saw of one account, from its replay and from the evidence, in time order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Final

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.happenings import Happening
from mdaudit.audit_cli.inputs.evidence import LAST_SECOND
from mdaudit.audit_cli.trial.moments import Moment, Order
from mdaudit.spec.logic import Missing

KINDS: Final = {
    Order.PIN: EventKind.PIN,
    Order.LIST: EventKind.LIST,
    Order.DEVICE: EventKind.DEVICE,
    Order.LINKING: EventKind.LINKING,
    Order.HINT: EventKind.HINT,
}
"""What the replay puts into words; `happenings` and `message_happenings` tell the rest."""

PLACES: Final = {kind: place for place, kind in enumerate(EventKind)}
"""What comes first of one second."""

MOST_INDEXES: Final = 32
"""Indexes that are told of one list; a primary lists at most five."""

Held = tuple[int, ...] | None
"""The valid indexes of a held list; None: not known."""

Told = tuple[Happening, Held]
"""What happened, and what the client holds from then on."""


class Seen:
    """What one observer saw of one account."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self.happenings: list[Happening] = []

    @cached_property
    def indexes(self) -> dict[int, int]:
        """The key index of each device number, as far as certificates say it."""
        indexes = {0: 0}
        for moment in self.moments:
            number, index = moment.scene.device, moment.scene.index
            if number is not None and isinstance(index, int) and index >= 0:
                indexes.setdefault(number, index)
        return indexes

    def in_order(self) -> Iterator[Told]:
        """Everything in time order, each with the valid indexes that are held from then on."""
        told: list[tuple[Happening, Moment | None]] = [(each, None) for each in self.happenings]
        told += [(self._happening(moment), moment) for moment in self.moments]
        held: Held = None
        for happened, moment in sorted(told, key=lambda each: (each[0].at, PLACES[each[0].kind])):
            if moment is not None:
                held = _valid(moment)
            yield happened, held

    def _happening(self, moment: Moment) -> Happening:
        scene = moment.scene
        return Happening(
            moment.at,
            KINDS[moment.order],
            scene.client,
            scene.account,
            scene.pointer,
            scene.what,
            scene.outcome,
            index=None if scene.device is None else self.indexes.get(scene.device),
        )

    def whose(self) -> dict[int, str]:
        """The key indexes that occur, in order, and whose each is."""
        listed = chain.from_iterable(_valid(moment) or () for moment in self.moments)
        indexes = sorted({*listed, *self.indexes.values()})
        owners: dict[int, list[str]] = {index: [] for index in indexes}
        for number, index in self.indexes.items():
            owners[index].append("primary" if number == 0 else f"device {number}")
        return {index: ", ".join(known) or "not seen" for index, known in owners.items()}


def _valid(moment: Moment) -> Held:
    if isinstance(moment.held, Missing):
        return None
    return tuple(sorted(moment.held.valid_indexes)[:MOST_INDEXES])


def is_dated(happened: Happening) -> bool:
    """Whether the evidence says when: the replay puts the rest before or after everything."""
    undated_payload = happened.kind is EventKind.LINKING and happened.at == 0
    return happened.at <= LAST_SECOND and not undated_payload
