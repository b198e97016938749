// One device on npm `libsignal`: pairwise sessions with one peer.

import libsignal from "libsignal";
import { answer, bytes, hex } from "./lines.mjs";

const { keyhelper, ProtocolAddress, SessionBuilder, SessionCipher } = libsignal;
const PEER = new ProtocolAddress("15550100001", 0);

const identity = keyhelper.generateIdentityKeyPair();
const registration = keyhelper.generateRegistrationId();
const signed = keyhelper.generateSignedPreKey(identity, 7);
const oneTime = new Map();
const sessions = new Map();

const storage = {
  loadSession: async (id) => sessions.get(id),
  storeSession: async (id, record) => void sessions.set(id, record),
  isTrustedIdentity: () => true,
  loadPreKey: async (id) => oneTime.get(id)?.keyPair,
  removePreKey: (id) => void oneTime.delete(id),
  loadSignedPreKey: () => signed.keyPair,
  getOurRegistrationId: () => registration,
  getOurIdentity: () => identity,
};
const cipher = new SessionCipher(storage, PEER);

await answer({
  bundle({ one_time }) {
    const fresh = keyhelper.generatePreKey(one_time ?? 1);
    if (one_time !== null) oneTime.set(one_time, fresh);
    return {
      registration,
      identity: hex(identity.pubKey),
      signed: { id: signed.keyId, key: hex(signed.keyPair.pubKey), signature: hex(signed.signature) },
      one_time: one_time === null ? null : { id: one_time, key: hex(fresh.keyPair.pubKey) },
    };
  },
  async begin({ bundle: { registration, identity, signed, one_time } }) {
    await new SessionBuilder(storage, PEER).initOutgoing({
      registrationId: registration,
      identityKey: bytes(identity),
      signedPreKey: {
        keyId: signed.id,
        publicKey: bytes(signed.key),
        signature: bytes(signed.signature),
      },
      preKey: one_time ? { keyId: one_time.id, publicKey: bytes(one_time.key) } : undefined,
    });
  },
  async encrypt({ plaintext }) {
    const { type, body } = await cipher.encrypt(bytes(plaintext));
    return { kind: type === 3 ? "pkmsg" : "msg", octets: hex(body) };
  },
  async decrypt({ kind, octets }) {
    const read = kind === "pkmsg" ? "decryptPreKeyWhisperMessage" : "decryptWhisperMessage";
    return hex(await cipher[read](bytes(octets)));
  },
});
