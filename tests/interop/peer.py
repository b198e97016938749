"""Another implementation in a process of its own, asked line by line."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FOLDER = Path(__file__).parent


class PeerRefusedError(Exception):
    """The other implementation threw; the words are its own."""


class Peer:
    """A running script of `peers/`; it ends with the block that it is used in."""

    def __init__(self, node: str, script: str) -> None:
        self.process = subprocess.Popen(
            [node, str(FOLDER / "peers" / script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, **parameters: Any) -> Any:
        """Return the answer to one question.

        Raises:
            PeerRefusedError: the other implementation threw.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"ask": what, **parameters}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"expected an answer to {what}, got the end of the peer's process"
        reply = json.loads(line)
        if "refused" in reply:
            raise PeerRefusedError(reply["refused"])
        return reply["answer"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.process.communicate(timeout=10)
