"""How Sphinx builds these pages: offline, without a solver, a warning is an error."""

import doctest
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))  # where `specpages` is

from mdaudit.audit_cli import __version__

project = "mdaudit"
author = "the mdaudit authors"
version = release = __version__
html_title = f"mdaudit {version}"

extensions = [
    "specpages",
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
]
exclude_patterns = ["_build", "_ext"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
default_role = "named"
doctest_default_flags = doctest.ELLIPSIS  # messages of errors count
language = "en"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True}
nitpick_ignore_regex = [
    ("py:class", r"(mdaudit\.spec\.[a-z_.]+\.)?[A-Z]"),  # type variables
    # Python's own types: there is no network at build time to look them up.
    ("py:.*", r"(collections\.abc|typing|types|enum|abc|ast|pathlib)\..*"),
]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["spec.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "friendly"
pygments_dark_style = "github-dark"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1a5fb4", "color-brand-content": "#1a5fb4"},
    "dark_css_variables": {"color-brand-primary": "#8ab8f0", "color-brand-content": "#8ab8f0"},
}
