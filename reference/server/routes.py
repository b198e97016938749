"""Which function answers which request: the table of `mdaudit.reference.protocol.paths`."""

from __future__ import annotations

from mdaudit.reference.protocol import paths
from mdaudit.reference.protocol.access import Answer
from mdaudit.reference.protocol.account import ListPublication, Registration
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.app_state import StoredPatch
from mdaudit.reference.protocol.envelope import Submission
from mdaudit.reference.protocol.group import Members
from mdaudit.reference.protocol.linking import (
    Approval,
    CodeFinish,
    CodeHello,
    Completion,
    PrimaryHello,
)
from mdaudit.reference.protocol.prekeys import BundleRequest, PreKeys
from mdaudit.reference.server import (
    access,
    adoption,
    app_state,
    blobs,
    devices,
    directory,
    groups,
    health,
    linking,
    linking_by_code,
    messages,
    pre_keys,
)
from mdaudit.reference.server.endpoint import Endpoint

ENDPOINTS = (
    Endpoint("GET", paths.HEALTH, health.health, needs_token=False),
    Endpoint("PUT", paths.ACCOUNT, directory.register, Registration, needs_token=False),
    Endpoint("GET", paths.ACCOUNT, directory.show),
    Endpoint("PUT", paths.ACCOUNT_LIST, directory.publish, ListPublication),
    Endpoint("GET", paths.ACCOUNT_LIST, directory.show_list, needs_token=False),
    Endpoint("POST", paths.BUNDLES, pre_keys.bundles, BundleRequest),
    Endpoint("POST", paths.CHALLENGES, access.challenge, Address, needs_token=False),
    Endpoint("POST", paths.TOKENS, access.token, Answer, needs_token=False),
    Endpoint("PUT", paths.KEYS, pre_keys.upload, PreKeys),
    Endpoint("GET", paths.DEVICES, devices.own_devices),
    Endpoint("DELETE", paths.DEVICE, devices.drop_device),
    Endpoint("POST", paths.LINKING, linking.begin, needs_token=False),
    Endpoint("GET", paths.ATTEMPT, linking.progress, needs_token=False),
    Endpoint(
        "POST", paths.CODE_HELLO, linking_by_code.ask_for_primary, CodeHello, needs_token=False
    ),
    Endpoint("POST", paths.CODE_FINISH, linking_by_code.finish, CodeFinish, needs_token=False),
    Endpoint("POST", paths.COMPLETION, adoption.complete, Completion, needs_token=False),
    Endpoint("POST", paths.APPROVALS, adoption.approve, Approval),
    Endpoint("POST", paths.PRIMARY_HELLOS, linking_by_code.answer_companion, PrimaryHello),
    Endpoint("POST", paths.MESSAGES, messages.submit, Submission),
    Endpoint("GET", paths.GROUP, groups.show_members),
    Endpoint("PUT", paths.GROUP, groups.change_members, Members),
    Endpoint("PUT", paths.BLOB, blobs.store_blob, bytes),
    Endpoint("GET", paths.BLOB, blobs.fetch_blob),
    Endpoint("DELETE", paths.BLOB, blobs.delete_blob),
    Endpoint("GET", paths.APP_STATE, app_state.show_patches),
    Endpoint("POST", paths.APP_STATE, app_state.write_patch, StoredPatch),
)
"""Every request but the web socket's."""
