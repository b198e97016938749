"""What is not proved for those who go by the documents, or by the code of open clients."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.rst import escape

from mdaudit.spec.profiles import PROFILES, Profile
from specpages.records import Profile as Recorded
from specpages.restructured import SpecDirective, fold, references, weakened
from specpages.tables import recorded_proofs


class Profiles(SpecDirective):
    """``.. profiles::``: what each profile does not follow, and what is not proved then."""

    def run(self) -> list[nodes.Node]:
        """Write a paragraph for each, and its departures under a line that opens them."""
        recorded = {under.profile: under for under in recorded_proofs(self).profiles}
        return [
            node for name, profile in PROFILES.items() for node in self.one(profile, recorded[name])
        ]

    def one(self, profile: Profile, recorded: Recorded) -> list[nodes.Node]:
        """Write one profile."""
        opened = references("promise", recorded.opened["promises"]) or "nothing"
        text = f"**{profile.name}**: {escape(profile.meaning)} Not proved: {opened}."
        if recorded.shaken:
            text += f" Shaken: {references('promise', recorded.shaken)}."
        written = self.parsed(text, profile.name)
        reasons = "\n".join(
            f"* {weakened([each.name])}: {escape(each.reason)}." for each in profile.departures
        )
        if not reasons:
            return written
        title = f"The {len(profile.departures)} rules that are not followed, or not fully"
        return [*written, *fold(title, self.parsed(reasons, profile.name))]


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("profiles", Profiles)
