"""What every report takes for granted, and therefore states."""

from __future__ import annotations

from typing import Final

ASSUMPTIONS: Final = (
    "Signatures, MACs, hashes and ciphers are perfect: without a key nobody signs or reads.",
    "The evidence is a true record of what its observers saw and did; nobody else vouches for it.",
    "Each observer's clock is within the policy's clock error of true time.",
    "Thresholds come from this tool or from --policy, never from the evidence.",
    "The server may drop, delay, replay, reorder, and show different things to different clients.",
    "Pairwise channels are ideal: forward secrecy and post-compromise security are not judged.",
    "Group membership is chosen by the server; metadata and availability are not judged.",
    "A user who scans an attacker's linking code is outside what evidence can show.",
)
"""One sentence each, in every report."""
