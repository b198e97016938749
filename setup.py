"""Map the top-level folders to `mdaudit.*`.

The rest of the packaging is in pyproject.toml. This is code so that a new sub-package is found
and never has to be added to a list. `mdaudit` itself is a namespace and has no folder.
"""

from setuptools import find_packages, setup

FOLDERS = ("spec", "commandline", "reference", "checks", "audit_cli")

setup(
    package_dir={f"mdaudit.{folder}": folder for folder in FOLDERS},
    packages=[
        f"mdaudit.{package}"
        for folder in FOLDERS
        for package in (folder, *(f"{folder}.{found}" for found in find_packages(folder)))
    ],
    package_data={"": ["py.typed", "**/*.json", "**/*.tla"]},
)
