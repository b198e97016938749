"""Linking: how this device becomes a companion, and how this primary takes one in.

A companion begins an attempt, shows a code, waits, adopts, and signs back. A primary sees the code,
approves, and looks at the signature that comes back. What both decide are the steps of the chapter
on linking; what comes between them passes through a server that nobody believes.

Reading order: `attempt` and `picture` (what the companion shows), `adopting` (how it belongs to a
primary), `approving` (the primary's side), `typed_code`, `showing_code` and `typing_code` (eight
characters in the place of a picture), `waiting`.
"""
