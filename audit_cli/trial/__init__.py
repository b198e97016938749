"""The audit: the specification's own steps, run on evidence, with every answer written down.

There is no rule here and no effect of a step. Each event of the evidence is handed to the step of
the specification that it is an instance of; `judging` collects what the rules answer on the way.
A rule has failed only if it fails however the gaps of the evidence are filled (`unseen`).
Reading order: `judging`, `exhibits`, `tables`, `unseen`, `second`, `world`, then one file for each
kind of event, then `events` and `message_events`, which date them, and `documents`, which replays
them and judges what is left.
"""
