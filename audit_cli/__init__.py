"""The command `mdaudit`: apply the specification's rules to evidence, and say who is to blame."""

__version__ = "0.1.0"
