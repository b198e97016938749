"""A chapter of the specification as a page: its text, then its files in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util import logging

from mdaudit.checks.known import replayed
from mdaudit.checks.story import story
from mdaudit.spec.chapters import CHAPTERS
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.registry import RULES, KnownAttack, Step, Witness
from specpages.domain import spec_domain
from specpages.entry import IN_CONTENTS, about, is_folded, place
from specpages.fields import contents_table, state_tables, systems_of
from specpages.functions import Entry, entries, headline
from specpages.necessity import recorded_attacks
from specpages.restructured import SpecDirective, code, counted, fold, steps, template

RULE_ID: Final = re.compile(r"\b[A-Z]+-\d+\b")
NOT_PROSE: Final = (nodes.literal, nodes.literal_block, nodes.reference, pending_xref)
LOG: Final = logging.getLogger(__name__)


def short(module: ModuleType) -> str:
    """Return the last part of a module's name."""
    return module.__name__.rpartition(".")[2]


class Chapter(SpecDirective):
    """``.. chapter:: device_list``: the whole chapter."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write the chapter's page."""
        chapters = {short(module): module for module in CHAPTERS}
        name = self.arguments[0]
        if name not in chapters:
            raise self.error(f"there is no chapter {name}")
        package = chapters[name]
        title, text = headline(package)
        page = self.section("section", name, name, title)
        page += self.prose(text, package)
        self.functions(page, package)
        for module in CHAPTERS[package]:
            page += self.file(name, module)
        return [page]

    def file(self, chapter: str, module: ModuleType) -> nodes.section:
        """Write one file of the chapter: what it says, then what it declares."""
        title, text = headline(module)
        name = f"{chapter}.{short(module)}"
        section = self.section("section", name, short(module), title)
        section += self.prose(text, module)
        section += contents_table(self, module)
        for system in systems_of(module):
            section += state_tables(self, system)
        self.functions(section, module)
        return section

    def functions(self, section: nodes.section, module: ModuleType) -> None:
        """Append every function of a module; what has no heading goes below the last one."""
        current = section
        for entry in entries(module):
            kind, name, anchor, title = place(entry)
            if entry.kind in IN_CONTENTS:
                current = self.section(kind, name, anchor, title)
                section += current
            else:
                spec_domain(self.env).note(kind, name, anchor, title)
                current += nodes.rubric("", title, ids=[anchor], classes=["spec-minor"])
            current += self.written(entry, module)

    def written(self, entry: Entry, module: ModuleType) -> list[nodes.Node]:
        """Write the story, the docstring, the record and the source of one function."""
        content: list[nodes.Node] = []
        if isinstance(entry.declared, Step):
            sentence = f".. rst-class:: spec-story\n\n{template(entry.declared.story)}"
            content += self.parsed(sentence, entry.name)
        content += self.prose(entry.docstring, module)
        if isinstance(entry.declared, Witness):
            told = story(entry.declared.run(IN_DAYS))
            return content + self.run_of(told, entry.name)
        if isinstance(entry.declared, KnownAttack):
            told = replayed(entry.declared).ending
            return content + self.run_of(told, entry.name)
        content += self.parsed(about(entry, recorded_attacks(self)), entry.name)
        return content + code(entry.source, folded=is_folded(entry))

    def run_of(self, told: list[str], name: str) -> list[nodes.Node]:
        """Write the steps of a run under a line that opens them."""
        return fold(counted(len(told), "step"), self.parsed(steps(told), name))

    def prose(self, text: str, module: ModuleType) -> list[nodes.Node]:
        """Write a docstring, with every rule that it names linked to the rule."""
        parsed = self.parsed(text, f"docstring of {module.__name__}")
        for node in parsed:
            link_rules(self, node)
        return parsed


def link_rules(directive: SpecDirective, written: nodes.Node) -> None:
    """Turn the ids of rules in running text into references."""
    for strong in list(written.findall(nodes.strong)):
        if RULE_ID.fullmatch(strong.astext()) and strong.astext() not in RULES:
            LOG.warning("there is no rule %s", strong.astext(), location=directive.get_location())
    for text in list(written.findall(nodes.Text)):
        if not isinstance(text.parent, NOT_PROSE):
            pieces = list(linked(text.astext(), directive.env.current_document.docname))
            text.parent.replace(text, pieces)


def linked(text: str, page: str) -> Iterator[nodes.Node]:
    """Yield a text in pieces, with a reference in the place of each rule's id."""
    for piece in re.split(f"({RULE_ID.pattern})", text):
        if piece in RULES:
            yield pending_xref(
                "",
                nodes.inline("", piece, classes=["spec-rule"]),
                refdomain="spec",
                reftype="rule",
                reftarget=piece,
                refdoc=page,
                refexplicit=False,
                refwarn=True,
            )
        elif piece:
            yield nodes.Text(piece)


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("chapter", Chapter)
