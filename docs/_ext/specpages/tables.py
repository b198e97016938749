"""Tables over the whole specification: rules, promises, lemmas, totals."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase
from typing import Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.rst import escape

from mdaudit.spec.registry import LEMMAS, PROMISES, Deployed, Promise
from mdaudit.spec.registry import Kind as PromiseKind
from specpages.entry import people
from specpages.fields import documented
from specpages.functions import Kind, whole
from specpages.records import Proofs, read_proofs
from specpages.restructured import SpecDirective, anchored, references, table

DEPLOYED: Final = {Deployed.YES: "yes", Deployed.NO: "**no**", Deployed.UNKNOWN: "unknown"}


def recorded_proofs(directive: SpecDirective) -> Proofs:
    """Return the recorded proofs; the page is written again when they change."""
    file = Path(directive.config.spec_records, "proofs.json")
    directive.env.note_dependency(str(file))
    return read_proofs(file)


def numbered() -> list[Promise]:
    """Return all promises in the order of their numbers."""

    def order(promise: Promise) -> tuple[int, str]:
        digits = promise.number.rstrip(ascii_lowercase)
        return int(digits), promise.number

    return sorted(PROMISES.values(), key=order)


class Rules(SpecDirective):
    """``.. rules::``: every rule in a line, under an anchor that stays."""

    def run(self) -> list[nodes.Node]:
        """Write the table; a finding of `mdaudit check` links to a line of it."""
        rules = [entry.declared for entry in whole() if entry.kind is Kind.RULE]
        rows = [
            (
                f":rule:`{rule.id}`",
                escape(rule.title),
                people(rule.checked_by),
                DEPLOYED[rule.deployed],
            )
            for rule in rules
        ]
        header = ("Rule", "Sentence", "Checked by", "Deployed")
        written = self.parsed(table(header, rows, "spec-table"), "rules")
        (body,) = (body for node in written for body in node.findall(nodes.tbody))
        for row, rule in zip(body.children, rules, strict=True):
            cast("nodes.Element", row)["ids"].append(anchored(rule.id))
        return written


class Promises(SpecDirective):
    """``.. promises::``: every promise with its recorded proof."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        proofs = recorded_proofs(self).of("promise")
        rows = [
            (
                references("promise", [promise.number]),
                escape(promise.title),
                promise.kind.value,
                f"{proofs[promise.number].result}, {proofs[promise.number].obligations} questions",
            )
            for promise in numbered()
        ]
        header = ("", "What users get", "Kind", "Result")
        return self.parsed(table(header, rows, "spec-table spec-results"), "promises")


class PromiseKinds(SpecDirective):
    """``.. promise-kinds::``: what promises of each kind speak about."""

    def run(self) -> list[nodes.Node]:
        """Write a list of the kinds."""
        kinds = [(PromiseKind[each.name].value, each.meaning) for each in documented(PromiseKind)]
        lines = [f"* *{kind}*: {escape(meaning)}" for kind, meaning in kinds]
        return self.parsed("\n".join(lines), "Kind")


class Lemmas(SpecDirective):
    """``.. lemmas::``: every lemma with what it supports."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        proofs = recorded_proofs(self).of("lemma")
        rows = [
            (
                f":lemma:`{name}`",
                escape(lemma.meaning.split("\n\n")[0].replace("\n", " ")),
                ", ".join(f":promise:`{number} <{number}>`" for number in lemma.supports),
                proofs[name].result,
            )
            for name, lemma in LEMMAS.items()
        ]
        header = ("Lemma", "What stays true", "Supports", "Result")
        return self.parsed(table(header, rows, "spec-table"), "lemmas")


class Totals(SpecDirective):
    """``.. proof-totals::``: the recorded run in a sentence."""

    def run(self) -> list[nodes.Node]:
        """Write the sentence."""
        proofs = recorded_proofs(self)
        totals = proofs.totals
        text = (
            f"The recorded run: {totals.promises} promises and {totals.lemmas} lemmas hold at the "
            f"beginning and through each of {totals.steps} steps under {totals.rules} rules. That "
            f"is {totals.obligations} obligations; {totals.by_frame} of them hold because the step "
            f"changes nothing that they speak about, the others were answered by "
            f"{' and by '.join(proofs.solvers)}, with seed {proofs.seed} and at most "
            f"{proofs.budget.seconds:g} seconds for each. Open: {totals.open}."
        )
        return self.parsed(text, "proofs.json")


def setup(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("rules", Rules)
    app.add_directive("promises", Promises)
    app.add_directive("promise-kinds", PromiseKinds)
    app.add_directive("lemmas", Lemmas)
    app.add_directive("proof-totals", Totals)
