"""Walks: long runs of steps that are chosen one by one, with every promise asked after each.

A walk knows no step by name. Which steps there are, what their arguments can be and what must stay
true all comes from the registry and from the text of the specification itself.
"""
