"""Where what is asked for.

======================================  ========  =================  ==================
path                                    method    request            answer
======================================  ========  =================  ==================
``/health``                             GET                          ``{"status": "ok"}``
``/accounts/{account}``                 PUT       `Registration`
``/accounts/{account}?held=HEX``        GET                          `ShownAccount`
``/accounts/{account}/list``            PUT       `ListPublication`
``/accounts/{account}/list``            GET                          bytes
``/accounts/{account}/bundles``         POST      `BundleRequest`    `Bundles`
``/challenges``                         POST      `Address`          `Challenge`
``/tokens``                             POST      `Answer`           `Token`
``/keys``                               PUT       `PreKeys`          `PreKeyCount`
``/devices``                            GET                          `OwnDevices`
``/devices/{device}``                   DELETE
``/linking``                            POST                         `Attempt`
``/linking/{attempt}``                  GET                          `Progress`
``/linking/{attempt}/hello``            POST      `CodeHello`
``/linking/{attempt}/finish``           POST      `CodeFinish`
``/linking/{attempt}/completion``       POST      `Completion`
``/approvals``                          POST      `Approval`
``/hellos``                             POST      `PrimaryHello`
``/messages``                           POST      `Submission`       `Receipt`
``/mailbox``                            socket    `Acknowledgement`  `Delivery`
``/groups/{group}``                     GET                          `Members`
``/groups/{group}``                     PUT       `Members`
``/blobs/{sha256}``                     PUT GET   bytes              bytes
``/blobs/{sha256}``                     DELETE
``/app-state?after=VERSION``            GET                          `Patches`
``/app-state``                          POST      `StoredPatch`
======================================  ========  =================  ==================

Requests without a signature behind them: registering, challenges, tokens, a signed list, and those
of a companion that is being linked. All others carry a token. A companion drops itself, a primary
any companion of its own; for others a device goes with the list. A web socket ends with a code of
`closing`.

An answer that is no success is a `Problem`: 400 what was sent cannot be read, 401 no valid token,
403 not allowed, 404 not there, 409 it contradicts what is there, 413 too large, 429 too many.
"""

HEALTH = "/health"
ACCOUNT = "/accounts/{account}"
ACCOUNT_LIST = "/accounts/{account}/list"
BUNDLES = "/accounts/{account}/bundles"
CHALLENGES = "/challenges"
TOKENS = "/tokens"
KEYS = "/keys"
DEVICES = "/devices"
DEVICE = "/devices/{device}"
LINKING = "/linking"
ATTEMPT = "/linking/{attempt}"
CODE_HELLO = "/linking/{attempt}/hello"
CODE_FINISH = "/linking/{attempt}/finish"
COMPLETION = "/linking/{attempt}/completion"
APPROVALS = "/approvals"
PRIMARY_HELLOS = "/hellos"
MESSAGES = "/messages"
MAILBOX = "/mailbox"
GROUP = "/groups/{group}"
BLOB = "/blobs/{digest}"
APP_STATE = "/app-state"
