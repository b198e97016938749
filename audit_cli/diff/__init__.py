"""Two observers' evidence, compared: were they told the same about an account?

Nothing is judged here. Two lists that contradict each other become a small document of evidence,
and the audit says what it says about any document; so whoever gets that document can repeat it.
Reading order: `views`, `proof`, `contradictions`, `standing`, `comparing`, then the two reports.
"""
