"""References into the specification: ``:rule:`LIST-3```, ``:promise:`4a``` and their like.

A reference to something that does not exist is a warning, and `make docs` makes warnings errors.
Only plain `names` in docstrings, the default role, are linked if they can be and are code if not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

KINDS = (
    *("rule", "variant", "step", "promise", "lemma", "witness", "script"),
    *("function", "field", "section", "attack"),
)
"""What can be referred to; each is a role of this name."""

NAMED = ("section", "step", "function", "lemma", "witness", "script", "field")
"""What a plain name in a docstring may stand for, in this order, after its own page's sections."""


class Place(NamedTuple):
    """Where an object is described."""

    page: str
    anchor: str
    title: str


class SpecRole(XRefRole):
    """A role of the domain that is written without the domain's name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference, as the domain's own role would."""
        self.name = f"spec:{self.name.removeprefix('spec:')}"
        return super().run()


class SpecDomain(Domain):
    """All objects of the specification by kind and name."""

    name = "spec"
    label = "Specification"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {"places": {}}
    dangling_warnings: ClassVar[dict[str, str]] = {
        kind: f"there is no {kind} %(target)s" for kind in KINDS
    }

    @property
    def places(self) -> dict[tuple[str, str], Place]:
        """Where everything is described."""
        return cast("dict[tuple[str, str], Place]", self.data["places"])

    def note(self, kind: str, name: str, anchor: str, title: str) -> None:
        """Remember that the page that is being read describes this object."""
        self.places[kind, name] = Place(self.env.current_document.docname, anchor, title)

    def clear_doc(self, docname: str) -> None:
        """Forget what a page described, before it is read again."""
        kept = {key: place for key, place in self.places.items() if place.page != docname}
        self.data["places"] = kept

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        read: Mapping[tuple[str, str], Place] = otherdata["places"]
        self.places.update({key: place for key, place in read.items() if place.page in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002 - the interface of a domain
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link a reference to its object; a plain name that is none stays as it is written."""
        plain = typ == "named"
        place = self._named(fromdocname, target) if plain else self.places.get((typ, target))
        if place is None:
            return cast("nodes.reference", contnode) if plain else None
        if typ == "promise" and not node["refexplicit"]:
            contnode = nodes.inline("", f"promise {target}", classes=contnode["classes"])
        return make_refnode(builder, fromdocname, place.page, place.anchor, contnode, place.title)

    def _named(self, page: str, name: str) -> Place | None:
        """Return what a plain name stands for: something of ours, a page, or a Python object."""
        candidates = [("section", f"{page}.{name}"), *((kind, name) for kind in NAMED)]
        ours = next((self.places[key] for key in candidates if key in self.places), None)
        if ours is not None:
            return ours
        if name in self.env.all_docs:
            return Place(name, "", "")
        found = self.env.domains.python_domain.find_obj(self.env, "", "", name, None, searchmode=1)
        if len(found) != 1:
            return None
        (title, entry) = found[0]
        return Place(entry.docname, entry.node_id, title)

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield everything for the search: the sentence of a rule finds the rule."""
        for (kind, name), place in self.places.items():
            yield name, place.title or name, kind, place.page, place.anchor, 1


def spec_domain(env: BuildEnvironment) -> SpecDomain:
    """Return the domain of a build."""
    return cast("SpecDomain", env.domains["spec"])


def setup(app: Sphinx) -> None:
    """Add the domain and its roles."""
    app.add_domain(SpecDomain)
    for kind in KINDS:
        app.add_role(kind, SpecRole(innernodeclass=nodes.inline, warn_dangling=True))
    app.add_role("named", SpecRole())
