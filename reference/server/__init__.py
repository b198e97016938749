"""The server: a directory, a relay for linking, a mailbox for each device, and little else.

It is **untrusted by design**. What a client believes of its answers, the steps of `mdaudit.spec`
decide, so nothing in this package protects a secret. It believes a request for the signature of the
device that makes it, and obeys the few rules that concern an honest server: REV-4 (who is not
listed loses its connection), LINK-5 (at most four companions), LINK-6 (how long an attempt lasts).
`adversary` has servers that say something else.

One request is one transaction, so a server that is killed has either all of it or nothing.

Reading order: `tables` and `database` (what is kept), `call` and `refusal` (one request, and how it
fails), `access` (who asks), then one noun a file: `lists`, `directory`, `devices`, `pre_keys`,
`linking`, `linking_by_code`, `adoption`, `messages`, `mailboxes`, `notices`, `watchers`, `groups`,
`blobs`, `app_state`, `health`; `voice` (what the server says, the part an adversary replaces);
`server`, `routes`, `endpoint`, `doorbells`, `mailbox_socket` and `app` (HTTP); `logs`, `run` and
`command` (the process).
"""
