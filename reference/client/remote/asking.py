"""Asking over HTTP: one question, one answer, in the name of a device or of nobody.

A device signs a challenge for a token, which lasts for a while; from then on a question is asked
again, once, with another token.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from mdaudit.reference.client.remote.failures import (
    ServerError,
    ServerRefused,
    or_superseded,
    refused,
)
from mdaudit.reference.client.remote.trust import trusted_by
from mdaudit.reference.protocol import paths
from mdaudit.reference.protocol.access import Answer, Challenge, Token, string_to_sign
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.part import Unreadable, read, spelled
from mdaudit.reference.signed.signing import KeyPair, Randomness

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds to wait for an answer."""

Headers = dict[str, str]


class Asking:
    """A connection to a server, with the token of a device. Close it."""

    def __init__(
        self, server: str, address: Address | None, keys: KeyPair, randomness: Randomness
    ) -> None:
        self._server = server
        self._address = address
        self._keys = keys
        self._randomness = randomness
        trust = trusted_by(server) or False
        self._http = httpx.Client(base_url=server, timeout=PATIENCE, verify=trust)
        self._token: str | None = None

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def as_device(self, ask: Callable[[Headers], T]) -> T:
        """Ask with the headers of the device; if its token is not valid any more, with another.

        Raises:
            ServerError: as `ask` says, or the server gives no token.
        """
        if self._token is None:
            return ask(self._log_in())
        try:
            return ask(_headers(self._token))
        except ServerRefused as refusal:
            if refusal.status != HTTPStatus.UNAUTHORIZED:
                raise
        return ask(self._log_in())

    def answered(
        self,
        method: str,
        path: str,
        kind: type[T],
        request: Any = None,
        *,
        query: dict[str, str] | None = None,
        signed: bool = True,
    ) -> T:
        """The answer to a question, as a value of its kind.

        Raises:
            ServerError: the server could not be asked, or said no.
        """
        answer = self.ask(method, path, request, query=query, signed=signed)
        try:
            return read(answer, kind)
        except Unreadable as problem:
            raise ServerError(f"the server's answer cannot be read: {problem}") from None

    def ask(
        self,
        method: str,
        path: str,
        request: Any = None,
        *,
        octets: bytes | None = None,
        query: dict[str, str] | None = None,
        signed: bool = True,
    ) -> bytes:
        """The body of the answer to a question; it is asked as the device if it is `signed`.

        Raises:
            ServerError: the server could not be asked, or said no.
        """
        body = octets if request is None else spelled(request)

        def send(headers: Headers) -> bytes:
            return self._send(method, path, body, query, headers)

        return self.as_device(send) if signed else send({})

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        query: dict[str, str] | None,
        headers: Headers,
    ) -> bytes:
        try:
            answer = self._http.request(method, path, content=body, params=query, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise ServerError(
                f"{self._server} cannot be asked: expected a server that answers, got {problem}; "
                "see whether it runs, and try again"
            ) from None
        if not answer.is_success:
            raise refused(answer.status_code, answer.content)
        return answer.content

    def _log_in(self) -> Headers:
        """Sign a challenge: this is the device that it says."""
        address = self._address
        if address is None:
            raise ServerError(
                "expected a device of an account, got one of none yet; register or link it first"
            )
        asked = self.answered("POST", paths.CHALLENGES, Challenge, address, signed=False)
        string = string_to_sign(address, asked.challenge)
        signature = self._keys.sign(string, self._randomness)
        answer = Answer(address, asked.challenge, signature)
        try:
            self._token = self.answered("POST", paths.TOKENS, Token, answer, signed=False).token
        except ServerRefused as refusal:
            raise or_superseded(refusal, address) from None
        return _headers(self._token)


def _headers(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}
