"""A report in each output format; what is found never depends on the format.

Every format shows a `Report` and nothing else. Adding one is a name in `FORMATS`, a case below and
a file here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Report

FORMATS: Final = ("text", "json", "sarif", "markdown", "html")
"""The names of the formats, as `--format` takes them."""


def write_report(report: Report, form: str, stream: TextIO) -> None:
    """Write the report in a format of `FORMATS`; only that format's module is loaded."""
    match form:
        case "json":
            from mdaudit.audit_cli.reports.json_report import json_report

            stream.write(json_report(report))
        case "sarif":
            from mdaudit.audit_cli.reports.sarif_report import sarif_report

            stream.write(sarif_report(report))
        case "markdown":
            from mdaudit.audit_cli.reports.markdown_report import markdown_report

            stream.write(markdown_report(report))
        case "html":
            from mdaudit.audit_cli.reports.html_report import html_report

            stream.write(html_report(report))
        case _:
            from mdaudit.audit_cli.reports.text_report import write_text_report

            write_text_report(report, stream)
