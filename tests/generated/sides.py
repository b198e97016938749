"""Taking steps as somebody does who reads the rules in their own way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from mdaudit.spec.reading import Enforcing, NotPossible, Refused, Weakening, read_as
from mdaudit.spec.state.system import System

S = TypeVar("S", bound=System)


@dataclass
class Reader(Generic[S]):
    """Somebody with a reading of the rules, and the world as it is around them."""

    state: S
    weakening: Weakening = field(default_factory=Weakening)

    def take(self, step: Callable[..., S], *arguments: Any) -> Refused | NotPossible | None:
        """Take a step; if it is refused or not possible, nothing happened."""
        try:
            with read_as(Enforcing(self.weakening)):
                self.state = step(self.state, *arguments)
        except (Refused, NotPossible) as problem:
            return problem
        return None
