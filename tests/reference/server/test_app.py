"""Every path of the contract is answered; every other one is a problem."""

import re

import pytest

from mdaudit.reference.protocol import paths
from mdaudit.reference.server.routes import ENDPOINTS
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World

ROW = re.compile(r"^``(/[^?`]*)[^`]*``\s+((?:[A-Z]+ ?)+|socket)", re.MULTILINE)
"""A line of the contract's table: a path, and its methods."""


def test_the_contract_and_the_routes_agree() -> None:
    promised = {
        (method, path.replace("{sha256}", "{digest}"))
        for path, methods in ROW.findall(paths.__doc__ or "")
        for method in methods.split()
    }
    answered = {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    assert promised == answered | {("socket", paths.MAILBOX)}


@pytest.mark.parametrize(
    ("method", "path", "problem"),
    [
        ("GET", "/", "404 unknown path"),
        ("GET", "/health/", "404 unknown path"),
        ("GET", "/accounts/1/2/3", "404 unknown path"),
        ("POST", "/health", "405 unknown method"),
        ("BREW", "/health", "405 unknown method"),
    ],
)
def test_what_is_not_there_is_a_problem(world: World, method: str, path: str, problem: str) -> None:
    with pytest.raises(RefusedError, match=problem):
        world.ask(method, path)
