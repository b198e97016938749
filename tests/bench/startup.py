"""Time the command's start as whole processes, against an interpreter that does less.

    python tests/bench/startup.py [INPUT ...]

Each INPUT is audited as well. The rows take turns, so that a busy moment of the machine falls on
all of them alike. The last column compares with `import click`, which any command line built on
click has to pay.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
MDAUDIT = str(Path(sys.executable).with_name("mdaudit"))
PEER = "import click"
ROWS = {
    "pass": [sys.executable, "-c", "pass"],
    PEER: [sys.executable, "-c", "import click"],
    "mdaudit --version": [MDAUDIT, "--version"],
}
FINDINGS = 11
"""Exit codes from here on tell of findings. Below it, all but 0 mean that nothing was audited."""


def seconds(command: list[str]) -> float:
    """Run `command` once, and return how long it took from start to end."""
    start = time.perf_counter()
    result = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    took = time.perf_counter() - start
    if 0 != result.returncode < FINDINGS:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr.decode()}")
    return took


def main(inputs: list[str]) -> None:
    """Print the median of each row, and its ratio to the peer's."""
    rows = ROWS | {f"mdaudit check {name}": [MDAUDIT, "check", name] for name in inputs}
    for command in rows.values():  # once without a clock: the first run compiles and fills caches
        seconds(command)
    took: dict[str, list[float]] = {row: [] for row in rows}
    for _ in range(ROUNDS):
        for row, command in rows.items():
            took[row].append(seconds(command))
    width = max(map(len, rows))
    print(f"{'whole process':{width}}  median    ratio   ({ROUNDS} rounds)")
    peer = statistics.median(took[PEER])
    for row, times in took.items():
        median = statistics.median(times)
        print(f"{row:{width}}  {median * 1000:5.0f} ms  {median / peer:5.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
