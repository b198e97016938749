"""The language of the specification: connectives, quantifiers, sets, maps and updates.

A formula is built from plain Python operators on values (``==``, ``>=``, ``+``) and from the words
`both`, `either`, `negate`, `implies`, `choose`, `every`. A set is the function that says who is in
it; a map is a function; an update is the old function except at the named place. There is no
solver here: terms are our own small trees, which ``checks`` translates.
"""

from mdaudit.spec.logic.connectives import (
    both,
    choose,
    either,
    implies,
    larger,
    later,
    negate,
    smaller,
)
from mdaudit.spec.logic.content import Content, ContentSet
from mdaudit.spec.logic.free import Built, Constructor
from mdaudit.spec.logic.function import EVERY, Function, every
from mdaudit.spec.logic.missing import Missing
from mdaudit.spec.logic.shape import every_built
from mdaudit.spec.logic.symbolic import Symbolic
from mdaudit.spec.logic.table import Table
from mdaudit.spec.logic.term import NotAValueError, Symbol, Term

__all__ = [
    "EVERY",
    "Built",
    "Constructor",
    "Content",
    "ContentSet",
    "Function",
    "Missing",
    "NotAValueError",
    "Symbol",
    "Symbolic",
    "Table",
    "Term",
    "both",
    "choose",
    "either",
    "every",
    "every_built",
    "implies",
    "larger",
    "later",
    "negate",
    "smaller",
]
