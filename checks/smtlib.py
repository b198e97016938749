"""Obligations as text: SMT-LIB 2.6, which every solver reads.

The text is written from our own terms and needs no solver. Every name has a space in it, as in
``|function held|``. No symbol of a theory has one, so a name of ours never means something else.
Bound variables are numbered within a formula: the same obligation is the same text on every run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from mdaudit.spec.logic import Symbol, Term
from mdaudit.spec.sorts import NUMBERS

LOGIC: Final = "UFLIA"
"""Uninterpreted sorts and functions, quantifiers, linear arithmetic over the integers."""

HEADER: Final = "; An obligation of mdaudit, as SMT-LIB 2.6."
"""The first line of every document."""

OPERATORS: Final = frozenset({"=", ">", ">=", "+", "-", "and", "or", "not"})
"""Operators of terms that SMT-LIB calls the same."""

ESCAPED: Final = str.maketrans({"%": "%25", "|": "%7C", "\\": "%5C", "\n": "%0A"})
"""What a quoted name must not contain."""


@dataclass(frozen=True)
class CaseText:
    """A case for a solver: what is given, and one assertion per question."""

    given: str
    """The logic, the declarations and the premises."""
    asked: tuple[str, ...]
    """Each asserts one formula; a question is whether it can hold together with what is given."""

    def document(self, question: int, about: Iterable[str], *, expected: str) -> str:
        """One question as a document of its own.

        `about` says in comments what it is, `expected` is ``unsat`` or ``unknown``.
        """
        comments = [f"; {line}" for text in about for line in text.splitlines()]
        parts = [
            HEADER,
            *comments,
            "(set-info :smt-lib-version 2.6)",
            f"(set-info :status {expected})",
            self.given,
            self.asked[question],
            "(check-sat)",
            "(exit)",
        ]
        return "\n".join(parts) + "\n"


Written = dict[int, tuple[Any, str, dict[str, str]]]
"""Formulas that were written before, by identity: the formula, its text, what it declares."""


def case_text(
    premises: Iterable[Any], questions: Iterable[Any], written: Written | None = None
) -> CaseText:
    """The premises and the questions as text; all that is named in them is declared.

    Cases share most of their premises: `written` remembers the text of those.
    """
    known: Written = {} if written is None else written
    declared: dict[str, str] = {}
    given = [_asserted(each, declared, known) for each in premises if each is not True]
    asked = tuple(_asserted(each, declared, {}) for each in questions)
    lines = [f"(set-logic {LOGIC})", *declared.values(), *given]
    return CaseText("\n".join(lines), asked)


def _asserted(formula: Any, declared: dict[str, str], known: Written) -> str:
    """One formula as an assertion; what it names is added to what is declared."""
    if id(formula) not in known:
        writer = _Writer()
        known[id(formula)] = formula, writer.written(formula, bool), writer.declarations
    _, text, needs = known[id(formula)]
    for named, line in needs.items():
        _declare(declared, named, line)
    return f"(assert {text})"


def _declare(declared: dict[str, str], named: str, line: str) -> None:
    if declared.setdefault(named, line) != line:
        raise ValueError(f"{named} is used with different sorts")


class _Writer:
    """Writes one formula, and remembers what has to be declared for it.

    Bound variables are numbered from 1, whatever else was written.
    """

    def __init__(self) -> None:
        self.declarations: dict[str, str] = {}
        """By quoted name, in an order in which each needs only those before it."""
        self._bound: dict[str, str] = {}
        self._numbers = count(1)

    def written(self, value: Any, sort: Any) -> str:
        """A value or term of the sort."""
        if not isinstance(value, Term):
            return self._known(value, sort)
        match value.operator:
            case "variable":
                (given,) = value.arguments
                bound = self._bound.get(given)
                return self._constant(given, value.sort) if bound is None else bound
            case "apply":
                return self._applied(*value.arguments)
            case "forall":
                return self._for_all(*value.arguments)
            case _:
                return self._operation(value)

    def _known(self, value: Any, sort: Any) -> str:
        if sort is bool:
            return "true" if value else "false"
        if sort in NUMBERS:
            return str(value) if value >= 0 else f"(- {-value})"
        return self._constant(f"{sort.__name__}: {value}", sort)

    def _constant(self, given: str, sort: Any) -> str:
        return self._declared("constant", given, (), sort)

    def _applied(self, symbol: Symbol, *arguments: Any) -> str:
        function = self._declared("function", symbol.name, symbol.sorts, symbol.result)
        return _form(function, *map(self.written, arguments, symbol.sorts))

    def _for_all(self, variables: tuple[Term, ...], body: Any) -> str:
        outside = self._bound
        names = {v.arguments[0]: _quoted(v.sort.__name__, next(self._numbers)) for v in variables}
        self._bound = {**outside, **names}
        written = self.written(body, bool)
        self._bound = outside
        sorts = map(self._sort, (variable.sort for variable in variables))
        places = (f"({bound} {sort})" for bound, sort in zip(names.values(), sorts, strict=True))
        return f"(forall ({' '.join(places)}) {written})"

    def _operation(self, term: Term) -> str:
        if term.operator == "choose":
            test, then, otherwise = term.arguments
            branches = self.written(then, term.sort), self.written(otherwise, term.sort)
            return _form("ite", self.written(test, bool), *branches)
        if term.operator not in OPERATORS:
            raise ValueError(f"{term.operator} has no meaning in an unbounded proof")
        sort = next(value.sort for value in term.arguments if isinstance(value, Term))
        return _form(term.operator, *(self.written(value, sort) for value in term.arguments))

    def _declared(self, kind: str, given: str, sorts: tuple[Any, ...], result: Any) -> str:
        named = _quoted(kind, given)
        places = " ".join(map(self._sort, sorts))
        line = f"(declare-fun {named} ({places}) {self._sort(result)})"
        _declare(self.declarations, named, line)
        return named

    def _sort(self, sort: Any) -> str:
        """Truth, integers, or an uninterpreted set of any size."""
        if sort is bool:
            return "Bool"
        if sort in NUMBERS:
            return "Int"
        named = _quoted("sort", sort.__name__)
        self.declarations.setdefault(named, f"(declare-sort {named} 0)")
        return named


def _quoted(kind: str, given: object) -> str:
    return f"|{kind} {str(given).translate(ESCAPED)}|"


def _form(head: str, *arguments: str) -> str:
    return f"({head} {' '.join(arguments)})"
