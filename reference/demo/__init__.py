"""The story that `mdref demo` tells: two people, their devices, and a server that starts to lie.

Every device and every server is a process that runs `mdref`, with a store of its own and nothing
between them but sockets. What is told was looked at first: each line stands on what a process
printed or how it ended, and a story that goes otherwise ends with an error.

Reading order: `process` and `town` (what there is), `telling` (how it is told and checked), `story`
(honest days), `guessing`, `eavesdropper` and `theft` (who listens), `attacks` (servers that
lie) and `acts` (all of it in order).
"""
