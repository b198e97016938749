"""The chapters in reading order; importing this module fills the registries."""

from types import ModuleType
from typing import Final

from mdaudit.spec import adversary, device_list, fanout
from mdaudit.spec.device_list import (
    acceptance,
    devices,
    hints,
    holding,
    linking,
    owner,
    usable,
    wire,
)
from mdaudit.spec.device_list import lemmas as list_lemmas
from mdaudit.spec.device_list import promises as list_promises
from mdaudit.spec.device_list import witnesses as list_witnesses
from mdaudit.spec.fanout import lemmas as fanout_lemmas
from mdaudit.spec.fanout import promises as fanout_promises
from mdaudit.spec.fanout import sending
from mdaudit.spec.fanout import witnesses as fanout_witnesses

CHAPTERS: Final[dict[ModuleType, tuple[ModuleType, ...]]] = {
    device_list: (
        wire,
        owner,
        linking,
        acceptance,
        usable,
        hints,
        devices,
        holding,
        list_promises,
        list_lemmas,
        list_witnesses,
    ),
    fanout: (sending, fanout_promises, fanout_lemmas, fanout_witnesses),
    adversary: (),
}
"""Each chapter with its sections, in the order of the rendered page."""
