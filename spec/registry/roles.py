"""Who takes steps and checks rules, who follows them, and who is to blame."""

from __future__ import annotations

from enum import Enum


class Actor(Enum):
    """Who takes a step, or who checks a rule."""

    PRIMARY = "primary"
    COMPANION = "companion"
    CLIENT = "client"
    SERVER = "server"
    ADVERSARY = "adversary"
    NATURE = "nature"


class Deployed(Enum):
    """Whether public sources say that the deployed system follows the rule."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Blame(Enum):
    """Who must have misbehaved when the rule fails on something that was offered."""

    SERVER = "server or network"
    PRIMARY_KEY = "holder of the primary key"
    DEVICE_KEY = "holder of the device key"
    CLIENT = "observed client"
    UNKNOWN = "unknown"
