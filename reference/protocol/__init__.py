"""What clients and the server say to each other: plain data, as JSON over HTTP and a web socket.

Nothing here is trusted. What a client believes of an answer, the steps of `mdaudit.spec` decide;
what the server believes of a request, it checks against a device's signature and nothing else.
Times are Unix seconds, bytes are standard base64. Unknown members are refused, on both sides.

Reading order: `part` (how it is spelled), `address`, `account`, `prekeys`, `access` (who asks),
`linking`, `envelope`, `device_hash`, `notice`, `group`, `app_state`, `paths` (where each is asked
for), `closing` (how a web socket ends).
"""
