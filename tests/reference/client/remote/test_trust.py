"""Certificates are loaded where they are needed, and once."""

import ssl

import pytest

from mdaudit.reference.client.remote.trust import trusted_by


@pytest.mark.parametrize("server", ["http://127.0.0.1:8750", "http://https:1"])
def test_plain_http_verifies_nothing(server: str) -> None:
    assert trusted_by(server) is None


def test_tls_verifies_names_and_authorities() -> None:
    trust = trusted_by("https://server")
    assert trust is not None
    assert trust.check_hostname
    assert trust.verify_mode is ssl.CERT_REQUIRED
    assert trusted_by("https://another") is trust
