"""One rule, step, promise, lemma, part or variant as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx.util.rst import escape

from mdaudit.spec.registry import Actor, KnownAttack, Lemma, Promise, Rule, Step, Variant, Witness
from mdaudit.spec.registry import Kind as Speech
from mdaudit.spec.state import State
from specpages.effects import asked_by, effects
from specpages.fields import field_name
from specpages.functions import Entry, Kind
from specpages.records import Attack, Attacks
from specpages.restructured import anchored, fields, references, template, weakened

IN_CONTENTS: Final = (Kind.RULE, Kind.STEP, Kind.PROMISE, Kind.LEMMA, Kind.WITNESS, Kind.ATTACK)
"""What gets a heading of its own; the rest stands below the heading before it."""

ALWAYS_OPEN: Final = (Kind.RULE, Kind.VARIANT, Kind.PART, Kind.PROMISE)
SHORT: Final = 6
"""Source of other kinds is folded away beyond this number of lines."""


SPEAKS_ABOUT: Final = {
    Speech.CHANGE: "two states, before and after any step",
    Speech.TERMS: "one state, in which messages are free terms that the adversary takes apart",
    Speech.RECOVERABLE: "a step that no rule refuses, if this premise is met",
    Speech.CONE: "steps that no other promise depends on",
}
"""What a promise is about, if it is not simply one state."""


def place(entry: Entry) -> tuple[str, str, str, str]:
    """Return the kind of reference, the name, the anchor and the title of an entry."""
    kind, name = entry.kind.value, entry.name
    match entry.declared:
        case Rule(id=name, title=title):
            anchor, title = name, f"{name}: {title}"
        case Promise(number=name, title=title):
            anchor, title = f"promise {name}", f"Promise {name}: {title}"
        case Variant(rule=rule, name=weaker):
            kind, name = "variant", f"{rule}:{weaker}"
            anchor, title = name, f"Weaker variant of {rule}: {weaker}"
        case Witness(title=title):
            anchor = f"witness {name}"
        case KnownAttack(without=without, promise=promise):
            anchor = f"script {name}"
            title = f"Without {' and '.join(without)}: promise {promise} falls"
        case Step() | Lemma():
            anchor, title = f"{kind} {name}", f"{kind.capitalize()} {name}"
        case _:
            anchor, title = f"function {name}", f"{kind.capitalize()} {name}"
            kind = "function"
    return kind, name, anchored(anchor), title


def is_folded(entry: Entry) -> bool:
    """Tell whether the source of an entry is shown only on demand."""
    return entry.kind not in ALWAYS_OPEN and len(entry.source.splitlines()) > SHORT


def about(entry: Entry, attacks: Attacks) -> str:
    """Return what is recorded of an entry besides its text and source, as a field list."""
    match entry.declared:
        case Rule() as rule:
            values = list(_about_rule(rule, attacks))
        case Step() as step:
            values = list(_about_step(step))
        case Lemma(supports=supports):
            values = [("Supports", references("promise", supports))]
        case Promise() as promise:
            values = list(_about_promise(promise))
        case _:
            return ""
    return fields(values, "spec-about") if values else ""


def _about_rule(rule: Rule[...], attacks: Attacks) -> Iterator[tuple[str, str]]:
    yield "Source", f"{escape(rule.source)} (deployed: {rule.deployed.value})"
    yield "Checked by", f"{people(rule.checked_by)}; to blame: {rule.blame.value}"
    yield "Refusal", f"expected {template(rule.expected)}, got {template(rule.got)}"
    yield "Asked by", references("step", asked_by()[rule.id]) or "no step: it is judged on bytes"
    names = [f":variant:`{name} <{rule.id}:{name}>`" for name in rule.variants]
    yield "Dropped", "; or weaker: ".join([escape(rule.dropping), *names])
    yield "Needed for", needed_for(rule.id, attacks)


def needed_for(rule: str, attacks: Attacks) -> str:
    """Return the attacks that dropping or weakening a rule makes possible, or why there is none."""
    names = (_needed(rule, attack) for attack in attacks.attacks)
    found = dict.fromkeys(name for name in names if name)
    reasons = [harmless.reason for harmless in attacks.without_effect if rule in harmless.dropped]
    if found:
        return f"{', '.join(found)}; others may fall as well"
    return f"**no promise**: {escape('; '.join(reasons))}"


def _needed(rule: str, attack: Attack) -> str:
    """Return an attack by its promise, and how the rule was off in it; empty if it was on."""
    own = [name for name in attack.dropped if name.partition(":")[0] == rule]
    others = [name for name in attack.dropped if name not in own]
    how = [f"only {name.partition(':')[2]}" for name in own if ":" in name]
    how += [f"together with {weakened(others)}"] if others else []
    named = f":attack:`promise {attack.promise} <{attack.name}>`"
    return (f"{named} ({', '.join(how)})" if how else named) if own else ""


def _about_promise(promise: Promise) -> Iterator[tuple[str, str]]:
    if promise.system is not State:
        yield "System", f"``{promise.system.__name__}``"
    if promise.kind in SPEAKS_ABOUT:
        yield "Speaks about", SPEAKS_ABOUT[promise.kind]
    if promise.step is not None:
        yield "Step", references("step", [promise.step.name])


def _about_step(step: Step[...]) -> Iterator[tuple[str, str]]:
    done = effects(step)
    yield "Taken by", step.by.value
    yield (
        "Parameters",
        ", ".join(f"``{name}``: {escape(sort.__name__)}" for name, sort in step.parameters.items()),
    )
    yield "Happens if", escape("; ".join(done.assumes))
    yield "Refused by", references("rule", done.guards)
    yield "Filtered by", references("rule", done.filters)
    names = ((name, field_name(step.system, name)) for name in done.changes)
    yield "Changes", ", ".join(f":field:`{name} <{target}>`" for name, target in names)


def people(actors: tuple[Actor, ...]) -> str:
    """Return who checks a rule."""
    return ", ".join(actor.value for actor in actors)
