"""Pages of the specification, written from its registry, its docstrings and recorded results."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from specpages import (
    audit,
    chapter,
    docstrings,
    domain,
    evidence,
    fields,
    layouts,
    necessity,
    profiles,
    tables,
)

PARTS = (domain, docstrings, chapter, tables, necessity, profiles, fields, layouts, audit, evidence)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the domain and the directives."""
    recorded = Path(__file__).parents[3] / "checks" / "recorded"
    app.add_config_value("spec_records", str(recorded), "env", types=frozenset({str}))
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
