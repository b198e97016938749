"""The server as a client sees it: typed questions and answers, over HTTP and a web socket.

Whatever comes back is the server's word. This package reads it and believes none of it.

Reading order: `remote` (what can be asked), `asking` (how), `mailbox`, `trust`, `failures`.
"""

from mdaudit.reference.client.remote.failures import ServerError, ServerRefused
from mdaudit.reference.client.remote.mailbox import Mailbox
from mdaudit.reference.client.remote.remote import Remote

__all__ = ["Mailbox", "Remote", "ServerError", "ServerRefused"]
