"""A second opinion: a small core of device lists in TLA+, written from the public facts.

`DeviceLists.tla` shares no line with ``spec/``. TLC explores all of it within a finite scope, and
`agreement` compares what falls there without a rule with what falls in our specification.
"""
