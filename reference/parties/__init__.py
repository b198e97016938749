"""Parties: a state of the model and a log, and what each role does with the steps.

Reading order: `party` and what it is made of (`rows`, `plain`, `seen`, `log`, `words`); then the
roles, `primary` (with `removals`), `companion`, `peer` (with `fan_out`), `listener`, `reader`,
`comparer`, `group_member` and `address_book`. Nothing here knows a store or a network.
"""
