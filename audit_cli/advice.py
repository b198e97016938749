"""What to do about a finding: one sentence for whoever has to act."""

from __future__ import annotations

from typing import Final

from mdaudit.audit_cli.blame import Conduct

_ADVICE: Final = {
    "WIRE-1": "Do not use the object; sign and verify with the prefix that belongs to its kind.",
    "WIRE-2": "Refuse the object, and keep its bytes: two readers would disagree about it.",
    "LINK-1": "Abort this linking attempt and start a new one, with a new code.",
    "LINK-2": "Do not adopt this primary; start linking anew.",
    "LINK-3": "Remove the companion from the account and link it anew, with a new identity key.",
    "LINK-5": "Look through the linked devices, and remove those that nobody uses.",
    "LINK-6": "Link anew, with a new secret for each attempt.",
    "LINK-8": "Make a new identity key for each linking attempt.",
    "OWN-1": "Let the primary wait until its clock is past its last list's time.",
    "OWN-2": "Begin a new life of the account; give each companion an index never used in it.",
    "LIST-1": "Do not hold the list; compare security codes if the contact may have a new phone.",
    "LIST-2": "Hold the newer list again; treat companions of the other life as unknown.",
    "LIST-3": "Hold the newer list again and stop sending to companions that it does not name.",
    "LIST-4": "Keep both lists: together they prove that the owner's key said two things.",
    "LIST-5": "Park the list and ask again when the clock has reached its time.",
    "LIST-6": "Refuse the list and keep the mark; ask the owner's client to be mended.",
    "LIST-7": "Stop sending to the returned index; a removed companion may be behind it.",
    "LIST-8": "Send to the primary only until a fresh list arrives.",
    "LIST-9": "Keep the last held list and its mark through expiry and restarts.",
    "LIST-10": "Count a refused list of the pinned primary as word of a newer one.",
    "DEV-0": "Refuse the device; only the pinned key stands at index 0.",
    "DEV-1": "Refuse the device; compare the security code if the contact may have a new phone.",
    "DEV-2": "Refuse the device; its owner has not consented to this account.",
    "DEV-3": "Do not show the message; ask for a newer list first.",
    "DEV-4": "Refuse the device until both signatures are there.",
    "DEV-5": "Refuse the device; verify under the pinned key only.",
    "DEV-6": "Tell the user that a provider would read along before anything is sent.",
    "DEV-7": "Keep both certificates as proof and stop sending to the index.",
    "FAN-1": "Treat what was sent as read by a stranger; drop the device from the fan-out.",
    "FAN-2": "Refresh the list before sending to companions again.",
    "FAN-3": "Send to the primary only until a list as new as the hint arrives.",
    "FAN-4": "Encrypt a message once for each device; count what is sent again as a retry.",
    "FAN-5": "Do not show the copy as the user's own; treat the sending device as hostile.",
    "FAN-6": "Do not encrypt old messages for devices that came later; keep to five retries.",
    "RCV-1": "Do not show the message; name the account whose device wrote it.",
    "RCV-2": "Refuse what a removed device sends, and show that there is a gap.",
    "RCV-3": "Remember the messages that were shown, and show none of them twice.",
    "ICDC-2": "Do not count the hint; look at why this device gave it.",
    "ICDC-3": "Compare security codes: one of two devices was shown other keys.",
    "ICDC-4": "Hash the raw identity keys, sorted, or honest devices seem to disagree.",
    "VER-1": "Clear the mark, and compare the security code of the present primary.",
    "VER-3": "Compare the security code before sending on.",
    "VER-5": "Stop, wipe this companion, tell its user, and link it anew.",
    "GRP-1": "Make a new sender key, and give it to the devices in the fan-out only.",
    "GRP-2": "Make a new sender key before the next message to the group.",
    "GRP-3": "Delete the sender key; ask the device's owner's list again.",
    "REV-1": "Take the device back until a signed list leaves it out; ask for the list.",
    "REV-2": "Publish a list without the device, and only then show it as removed.",
    "SYNC-1": "Discard what was taken; take it again from a listed device of the own account.",
    "SYNC-3": "Make a new app-state key, and write the app state anew under it.",
}

_NOTED: Final = {
    ("VER-1", Conduct.OBSERVED): "Compare security codes: it is a new phone, or somebody else's.",
    ("VER-3", Conduct.REFUSED): "Compare security codes, or confirm the change, to send again.",
}
"""The notes that ask a user for something."""

_NOTES: Final = {
    Conduct.REFUSED: "Nothing: the client refused it. Look at who offered it if it happens again.",
    Conduct.WITHHELD: "Nothing: the client did without. Ask again, by another way if that goes on.",
    Conduct.OBSERVED: "Nothing is wrong; it explains what the client may do next.",
}
"""What to do about any other note."""

_GENERAL: Final = "Look at `mdaudit explain` of the rule, and at the evidence."


def advice_for(rule: str, conduct: Conduct) -> str:
    """One sentence, by the rule's id and by what was done."""
    general = _ADVICE.get(rule, _GENERAL)
    return _NOTED.get((rule, conduct), _NOTES.get(conduct, general))
