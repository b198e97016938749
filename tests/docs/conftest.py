"""The extension of the documentation is no installed package: put its folder on the path."""

import sys

from tests.repository.checkout import ROOT

sys.path.insert(0, str(ROOT / "docs" / "_ext"))
