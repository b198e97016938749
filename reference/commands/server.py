"""`mdref server`: the server has a command of its own, which loads nothing of a device."""

from mdaudit.reference.server.command import server

__all__ = ["server"]
