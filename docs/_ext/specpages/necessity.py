"""What each rule is good for: the promise that falls when it is dropped, and how."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.rst import escape

from mdaudit.spec.registry import WITNESSES
from specpages.domain import spec_domain
from specpages.records import Attack, Attacks, read_attacks
from specpages.records import Harmless as HarmlessRules
from specpages.restructured import SpecDirective, anchored, counted, fold, steps, table, weakened


def recorded_attacks(directive: SpecDirective) -> Attacks:
    """Return the recorded attacks; the page is written again when they change."""
    file = Path(directive.config.spec_records, "attacks.json")
    directive.env.note_dependency(str(file))
    return read_attacks(file)


class Necessity(SpecDirective):
    """``.. necessity::``: which promise was the first that was found to fall without which rule."""

    def run(self) -> list[nodes.Node]:
        """Write the table: what is dropped, which promise falls, in how many steps."""
        falls: dict[tuple[str, ...], list[str]] = {}
        for attack in recorded_attacks(self).attacks:
            link = f":attack:`promise {attack.promise} <{attack.name}>`"
            falls.setdefault(tuple(attack.dropped), []).append(f"{link} ({length(attack)})")
        rows = [(weakened(dropped), ", ".join(links)) for dropped, links in falls.items()]
        first = "First promise found to fall (others may), in how many steps"
        header = ("Dropped or weakened", first)
        return self.parsed(table(header, rows, "spec-table spec-halves"), "necessity")


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
