"""A recorded run as a sequence diagram in plain characters: who does what, and towards whom.

`parties` finds in each sentence the step that it tells of, and so the parties; `drawing` draws.
"""
