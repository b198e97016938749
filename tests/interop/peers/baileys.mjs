// npm `baileys` as a companion that is to be linked: what it shows, and what it makes of a payload.

import { buildPairingQRData, configureSuccessfulPairing, initAuthCreds } from "baileys";
import { answer, bytes, hex } from "./lines.mjs";

let creds = null;

const base64 = (octets) => Buffer.from(octets).toString("base64");

await answer({
  /** Begin an attempt; returns what its QR code says. */
  begin({ reference }) {
    creds = initAuthCreds();
    return buildPairingQRData(
      reference,
      base64(creds.noiseKey.public),
      base64(creds.signedIdentityKey.public),
      creds.advSecretKey,
      ["Ubuntu", "Chrome", "22.04.4"],
    );
  },

  /** Take a linking payload; returns the certificate that is signed back, and its index. */
  link({ payload, jid }) {
    const stanza = {
      tag: "iq",
      attrs: { id: "1" },
      content: [
        {
          tag: "pair-success",
          attrs: {},
          content: [
            { tag: "device-identity", attrs: {}, content: bytes(payload) },
            { tag: "device", attrs: { jid, lid: jid } },
          ],
        },
      ],
    };
    const { reply } = configureSuccessfulPairing(stanza, creds);
    const [{ content }] = reply.content;
    const [identity] = content;
    return { certificate: hex(identity.content), index: Number(identity.attrs["key-index"]) };
  },
});
