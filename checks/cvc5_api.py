"""The only file that imports cvc5.

cvc5 ships no types. It reads the same text as is exported, so it confirms exactly that.
"""

from __future__ import annotations

from typing import Any, Final

import cvc5

from mdaudit.checks.answer import Answer

VERSION: Final = f"cvc5 {cvc5.__version__}"
"""The solver, for reports."""


class Session:
    """A cvc5 solver that reads SMT-LIB, with a budget per question and a fixed seed.

    `effort` bounds the solver's own count of its work, which is the same on every machine; 0 is no
    bound. A question that the quick way of choosing instances leaves open is asked again in the
    thorough way.
    """

    def __init__(self, budget_ms: int, *, effort: int = 0, seed: int = 0) -> None:
        self._options = {"tlimit-per": budget_ms, "rlimit-per": effort, "seed": seed}
        self._quick = _Solver(self._options)
        self._thorough: _Solver | None = None
        self._given: list[str] = []

    def read(self, text: str) -> None:
        """Declare and assert what the text says, for all further questions.

        Raises:
            RuntimeError: the text is not SMT-LIB.
        """
        self._given.append(text)
        self._quick.read(text)

    def ask(self, text: str) -> Answer:
        """Whether what was read and the assertions of this text can hold together."""
        answer = self._quick.ask(text)
        if answer is not Answer.UNKNOWN:
            return answer
        if self._thorough is None:
            self._thorough = _Solver({**self._options, "full-saturate-quant": "true"})
            for given in self._given:
                self._thorough.read(given)
        return self._thorough.ask(text)


class _Solver:
    """cvc5 with some options."""

    def __init__(self, options: dict[str, Any]) -> None:
        terms = cvc5.TermManager()
        self._solver = cvc5.Solver(terms)
        self._symbols = cvc5.SymbolManager(terms)
        for option, value in {**options, "incremental": "true"}.items():
            self._solver.setOption(option, str(value))

    def read(self, text: str) -> None:
        """Declare and assert what the text says."""
        parser: Any = cvc5.InputParser(self._solver, self._symbols)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "obligation")
        while not (command := parser.nextCommand()).isNull():
            command.invoke(self._solver, self._symbols)

    def ask(self, text: str) -> Answer:
        """Whether this can hold as well."""
        self._solver.push()
        self.read(text)
        result = self._solver.checkSat()
        self._solver.pop()
        if result.isUnsat():
            return Answer.IMPOSSIBLE
        return Answer.POSSIBLE if result.isSat() else Answer.UNKNOWN
