"""The specification: what a multi-device end-to-end encrypted messenger must check, written once.

Everything here is pure: no input or output, no clock, no randomness, no solver. The functions of a
chapter are read three times without being written twice:

* on **values**, by the client, by the auditor and in tests: a rule answers true or false;
* on **terms**, by the provers in ``checks``: a rule becomes a formula over unknown values;
* on **incomplete evidence**, by the auditor: a rule whose inputs were not collected answers
  ``Missing`` and says what it would have needed.

Reading order: `sorts`, `logic`, `registry`, `policy`, `state`, then the chapters in the order of
`mdaudit.spec.chapters.READING_ORDER`; `objects` holds the byte layouts.
"""
