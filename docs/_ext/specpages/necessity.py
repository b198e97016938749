"""What each rule is good for: the promise that falls when it is dropped, and how."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.rst import escape

from mdaudit.spec.registry import PROMISES, WITNESSES
from specpages.domain import spec_domain
from specpages.records import Attack, Attacks, read_attacks
from specpages.records import Harmless as HarmlessRules
from specpages.restructured import SpecDirective, anchored, counted, fold, steps, table, weakened

OPENED: Final = "Not proved any more"


def recorded_attacks(directive: SpecDirective) -> Attacks:
    """Return the recorded attacks; the page is written again when they change."""
    file = Path(directive.config.spec_records, "attacks.json")
    directive.env.note_dependency(str(file))
    return read_attacks(file)


class Necessity(SpecDirective):
    """``.. necessity::``: what falls without which rule, and what is not proved without it."""

    def run(self) -> list[nodes.Node]:
        """Write the table: what is dropped, the promise that was found to fall, and what opens."""
        rows = [
            (weakened(attack.dropped), f"{link(attack)} ({length(attack)})", unproved(attack))
            for attack in recorded_attacks(self).attacks
        ]
        header = ("Dropped or weakened", "First promise found to fall, in how many steps", OPENED)
        return self.parsed(table(header, rows, "spec-table spec-thirds"), "necessity")


def link(attack: Attack) -> str:
    """Return a reference to the story of an attack."""
    return f":attack:`promise {attack.promise} <{attack.name}>`"


def unproved(attack: Attack) -> str:
    """Return what is not proved without the rules: the promises, and how many lemmas."""
    promises = [each.number for each in PROMISES.values() if each.name in attack.opened]
    lemmas = len(attack.opened) - len(promises)
    said = [f":promise:`{number}`" for number in promises]
    return ", ".join([*said, *([counted(lemmas, "lemma")] if lemmas else [])])


def scene(attack: Attack) -> str:
    """Return the scene's title, as a reference to the witness that plays it."""
    names = [witness.name for witness in WITNESSES.values() if witness.title == attack.scene]
    return f":witness:`{attack.scene} <{names[0]}>`" if names else escape(attack.scene)


def length(attack: Attack) -> str:
    """Return how long an attack is, in words that claim no more than was searched."""
    return f"{attack.minimal}, {counted(attack.length, 'step')}"


class Stories(SpecDirective):
    """``.. attacks::``: each attack step by step, and what stops it."""

    def run(self) -> list[nodes.Node]:
        """Write every attack under a line that opens it."""
        return [node for attack in recorded_attacks(self).attacks for node in self.story(attack)]

    def story(self, attack: Attack) -> list[nodes.Node]:
        """Write one attack."""
        anchor = anchored(f"attack {attack.name}")
        spec_domain(self.env).note("attack", attack.name, anchor, f"Attack {attack.name}")
        title = f"Without {' and '.join(attack.dropped)}, promise {attack.promise} falls"
        stops = "\n".join(
            f"* With :rule:`{rule.partition(':')[0]}` on: {escape(how)}."
            for rule, how in attack.stopped_by.items()
        )
        told = steps(attack.story[attack.scene_steps :])
        text = f"Scene: {scene(attack)}.\n\n{told}\n\n{stops}\n"
        summary = f"{title} ({length(attack)})"
        target = nodes.target("", "", ids=[anchor])
        return [target, *fold(summary, self.parsed(text, attack.name))]


class Harmless(SpecDirective):
    """``.. without-effect::``: the rules whose loss breaks no promise, loudly."""

    def run(self) -> list[nodes.Node]:
        """Write a warning with every such rule and the reason for it."""
        found = recorded_attacks(self).without_effect
        if not found:
            return self.parsed("Every rule is needed by some promise.", "without-effect")
        proved = [each for each in found if not each.opened]
        searched = [each for each in found if each.opened]
        return [
            *self.warning("Without these, every promise above is still proved", proved),
            *self.warning("Without these, no attack was found, and nothing is proved", searched),
        ]

    def warning(self, title: str, rules: list[HarmlessRules]) -> list[nodes.Node]:
        """Write the rules under a title, if there are any."""
        if not rules:
            return []
        lines = [f"* {weakened(each.dropped)}: {escape(each.reason)}" for each in rules]
        made = nodes.admonition("", nodes.title(title, title), classes=["warning"])
        made += self.parsed("\n".join(lines), "without-effect")
        return [made]


def setup(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("necessity", Necessity)
    app.add_directive("attacks", Stories)
    app.add_directive("without-effect", Harmless)
