"""`mdaudit prove`: prove the promises, and ask what opens without some rules."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import click

from mdaudit.audit_cli.commands import options
from mdaudit.audit_cli.commands.numbers import Seconds
from mdaudit.audit_cli.commands.progress import following
from mdaudit.audit_cli.commands.proof_lines import totals_lines
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.spec.profiles import PROFILES

if TYPE_CHECKING:
    from mdaudit.checks.proofs import Task
    from mdaudit.spec.policy import Policy


@click.command()
@click.option(
    "--promise",
    "numbers",
    metavar="NUMBER",
    multiple=True,
    help="Only this promise, with all lemmas; may be given again.",
)
@click.option(
    "--policy",
    metavar="FILE",
    type=options.FILE,
    help="Prove for these bounds: TOML or JSON, in seconds.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="RULE[:VARIANT]",
    help="Drop a rule, or weaken it, and say what opens then; may be given again.",
)
@click.option(
    "--profile", type=click.Choice(list(PROFILES)), help="Say what opens under a profile."
)
@click.option(
    "--solver",
    type=click.Choice(["z3", "cvc5", "both"]),
    default="both",
    show_default=True,
    help="Both: z3 proves, cvc5 confirms.",
)
@click.option(
    "--budget",
    metavar="SECONDS",
    type=Seconds(0.001),
    default=10,
    show_default=True,
    help="Seconds per obligation, at most.",
)
@click.option(
    "--smt2", metavar="DIR", type=options.FILE, help="Write each obligation as an SMT-LIB file."
)
@options.output_format()
def prove(
    numbers: tuple[str, ...],
    policy: str | None,
    without: tuple[str, ...],
    profile: str | None,
    solver: str,
    budget: float,
    smt2: str | None,
    output_format: str,
) -> int:
    """Prove promises and lemmas, unbounded; anything but a proof is a failure.

    With --without or --profile, rules are dropped or replaced by a weaker variant. What is not
    proved any more is named, and counts as a failure.

    Exit codes: 0 everything is proved, 2 wrong usage, 10 something is not, 70 a defect of this
    program.
    """
    from mdaudit.audit_cli.commands.named import known_promises, known_rules
    from mdaudit.audit_cli.commands.solver import loaded
    from mdaudit.audit_cli.policy_file import read_policy

    solvers = loaded(("z3", "cvc5") if solver == "both" else (solver,))
    from mdaudit.checks.proofs import Task, selected

    departures = PROFILES[profile].departures if profile else ()
    names = tuple(dict.fromkeys((*(departure.name for departure in departures), *without)))
    bounds = None if policy is None else read_policy(policy)
    task = Task(selected(known_promises(numbers)), known_rules(names), bounds)
    if smt2 is not None:
        _export(smt2, task)
    if names:
        told = _what_if(task, names, profile, solvers, budget)
    else:
        told = _proved(task, solvers, budget)
    if profile:
        told = _under(told, profile)
    if bounds is not None:
        told = _with_bounds(told, bounds)
    as_json = output_format == "json"
    click.echo(json.dumps(told.record, indent=2) if as_json else "\n".join(told.lines))
    return ExitCode.CLEAN if told.is_proved else ExitCode.UNEXPECTED


@dataclass(frozen=True)
class Told:
    """What the command has to say, for a machine and for people."""

    record: dict[str, object]
    lines: list[str]
    is_proved: bool


def _proved(task: Task, solvers: tuple[str, ...], seconds: float) -> Told:
    from mdaudit.audit_cli.commands.proof_lines import proof_lines
    from mdaudit.checks.proofs import prove, record
    from mdaudit.checks.unbounded import Budget

    budget = Budget(seconds)
    with following("proving") as tell:
        asked = solvers[:1]
        groups = prove(task, asked, budget=budget, progress=tell)
        if len(solvers) > 1 and all(group.is_proved for group in groups):
            asked = solvers
            groups = prove(task, asked, budget=budget, progress=tell)
    recorded = record(groups, asked, budget)
    is_proved = all(group.is_proved for group in groups)
    unasked = [f"{solver} was not asked: first everything has to be proved." for solver in solvers]
    lines = [*proof_lines(groups, recorded), *unasked[len(asked) :]]
    return Told(recorded, lines, is_proved)


def _what_if(
    task: Task,
    names: tuple[str, ...],
    profile: str | None,
    solvers: tuple[str, ...],
    seconds: float,
) -> Told:
    from mdaudit.audit_cli.commands.what_if_lines import what_if_lines
    from mdaudit.checks.what_if import each_and_together, record, what_if

    answers = []
    for some in [names] if profile else each_and_together(names):
        with following("proving without " + " and ".join(some)) as tell:
            answers.append(what_if(some, task, solvers, seconds=seconds, progress=tell))
    recorded = record(answers, solvers, seconds)
    lines = [line for answer in answers for line in what_if_lines(answer)]
    lines += totals_lines(recorded)
    return Told(recorded, lines, not any(answer.opened for answer in answers))


def _under(told: Told, profile: str) -> Told:
    from mdaudit.audit_cli.commands.what_if_lines import profile_lines

    said = [*profile_lines(PROFILES[profile]), *told.lines]
    return replace(told, record={**told.record, "profile": profile}, lines=said)


def _with_bounds(told: Told, policy: Policy) -> Told:
    from mdaudit.audit_cli.policy_words import policy_lines, statements

    said = {"policy": asdict(policy), "statements": statements(policy)}
    return replace(told, record={**told.record, **said}, lines=[*policy_lines(policy), *told.lines])


def _export(folder: str, task: Task) -> None:
    from mdaudit.audit_cli.own_folder import write_folder
    from mdaudit.checks.proofs import documents
    from mdaudit.checks.smtlib import HEADER

    files = documents(task)
    write_folder("--smt2", folder, files, HEADER)
    click.echo(f"{len(files)} obligations are in {folder}.", err=True)
