"""Signed objects and codes, between bytes and the values that the specification speaks of.

`described` and `verification` read what came, `signing` and `issuing` write what goes, and
`linking_code` and `fingerprint` are what a camera is shown.
"""
