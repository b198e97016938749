"""Time audits of documents about ever more accounts: what each costs must not grow with them.

    python -m tests.bench.accounts [COUNT ...]

Each account has a list, a companion and a message to it. The last column compares what an account
costs with what it costs in the first document.
"""

import json
import sys
import time

from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.documents import audit
from mdaudit.spec.policy import Policy
from tests.audit_cli.many import about

COUNTS = (100, 300, 1000)


def seconds(count: int, *, complete: bool) -> float:
    """Return the processor time that the audit of a document takes."""
    text = json.dumps(about(count, complete=complete)).encode()
    document = evidence_document("evidence.json", text)
    start = time.process_time()
    audit(document, Policy(), Names(), hosted=False)
    return time.process_time() - start


def main(counts: list[int]) -> None:
    """Print a row for each document, of complete evidence and of evidence with gaps."""
    print(f"{'accounts':20}    total   each    ratio")
    for complete in (True, False):
        first = None
        for count in counts:
            took = seconds(count, complete=complete)
            each = took / count
            first = first or each
            row = f"{count} {'complete' if complete else 'with gaps'}"
            print(f"{row:20} {took:6.2f} s  {each * 1000:4.2f} ms  {each / first:5.2f}")


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or list(COUNTS))
