"""`mdaudit prove`: prove the promises, for any number of accounts and devices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from mdaudit.checks.proofs import Group
    from mdaudit.spec.registry import Lemma, Promise


@click.command()
@click.option("--promise", "numbers", multiple=True, help="Only this promise, with all lemmas.")
@click.option("--budget", default=10.0, show_default=True, help="Seconds per obligation.")
@click.option("--json", "as_json", is_flag=True, help="Results for a machine to read.")
def prove(numbers: tuple[str, ...], budget: float, as_json: bool) -> int:  # noqa: FBT001 - a flag
    """Prove promises and lemmas with z3, unbounded; anything but a proof is a failure."""
    from mdaudit.audit_cli.commands.progress import following
    from mdaudit.audit_cli.commands.solver import needs_solver

    with needs_solver():
        from mdaudit.checks import proofs, z3_api
    subjects = _subjects(numbers)
    with following("proving") as tell:
        groups = proofs.prove(
            subjects, budget_ms=int(1000 * budget), progress=lambda case: tell(case.name)
        )
    if as_json:
        click.echo(json.dumps(proofs.record(groups), indent=2))
    else:
        _write(groups, z3_api.VERSION)
    return ExitCode.CLEAN if all(g.result == "proved" for g in groups) else ExitCode.UNEXPECTED


def _subjects(numbers: tuple[str, ...]) -> list[Promise | Lemma]:
    from mdaudit.audit_cli.commands.named import known_promises
    from mdaudit.checks.proofs import selected

    return selected(known_promises(numbers))


def _write(groups: list[Group], solver: str) -> None:
    from mdaudit.checks.proofs import title_of
    from mdaudit.spec.registry import STEPS, Promise

    for group in groups:
        subject = group.subject
        name = f"promise {subject.number}" if isinstance(subject, Promise) else "lemma"
        click.echo(
            f"{group.result:8}{name:12}{len(group.outcomes):4} obligations {group.seconds:6.2f} s  "
            f"{title_of(subject)}"
        )
        for case in group.left_open:
            click.echo(f"        not proved: {case}; next: mdaudit attack, or strengthen a lemma")
    obligations = sum(len(group.outcomes) for group in groups)
    framed = sum(outcome.by_frame for group in groups for outcome in group.outcomes)
    proved = sum(group.result == "proved" for group in groups)
    seconds = sum(group.seconds for group in groups)
    click.echo(f"{proved} of {len(groups)} promises and lemmas proved over {len(STEPS)} steps:")
    click.echo(
        f"{obligations} obligations, {framed} of them by frame (the step changes nothing they "
        f"read); {solver}, {seconds:.1f} s of solving"
    )
