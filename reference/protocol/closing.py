"""Why the server closes a mailbox's web socket: the code that the device gets."""

UNREADABLE = 4400
"""What the device sent is no `Acknowledgement`."""

NO_TOKEN = 4401
"""The token is not good any more: sign another challenge."""

NOT_LINKED = 4403
"""The device is not linked any more, or its account was registered anew."""

REPLACED = 4409
"""The same device has connected again; only its newest connection is served."""
