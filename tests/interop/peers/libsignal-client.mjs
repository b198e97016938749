// One device on npm `@signalapp/libsignal-client`: pairwise sessions with one peer, and the digits
// of security codes.

import signal from "@signalapp/libsignal-client";
import { answer, bytes, hex } from "./lines.mjs";

const PEER = signal.ProtocolAddress.new("15550100001", 1);

const identity = signal.PrivateKey.generate();
const registration = 4711;
const signed = signal.PrivateKey.generate();
const signature = identity.sign(signed.getPublicKey().serialize());
const signedRecord = signal.SignedPreKeyRecord.new(7, 0, signed.getPublicKey(), signed, signature);
const oneTime = new Map();
let session = null;

class Sessions extends signal.SessionStore {
  saveSession = async (_, record) => void (session = record.serialize());
  getSession = async () => session && signal.SessionRecord.deserialize(session);
  getExistingSessions = async () => (session ? [await this.getSession()] : []);
}

class Identities extends signal.IdentityKeyStore {
  getIdentityKey = async () => identity;
  getLocalRegistrationId = async () => registration;
  saveIdentity = async () => false;
  isTrustedIdentity = async () => true;
  getIdentity = async () => null;
}

class PreKeys extends signal.PreKeyStore {
  savePreKey = async (id, record) => void oneTime.set(id, record);
  getPreKey = async (id) => oneTime.get(id);
  removePreKey = async (id) => void oneTime.delete(id);
}

class SignedPreKeys extends signal.SignedPreKeyStore {
  saveSignedPreKey = async () => {};
  getSignedPreKey = async () => signedRecord;
}

const sessions = new Sessions();
const identities = new Identities();
const publicKey = (key) => signal.PublicKey.deserialize(bytes(key));

await answer({
  bundle({ one_time }) {
    const key = signal.PrivateKey.generate();
    if (one_time !== null) {
      oneTime.set(one_time, signal.PreKeyRecord.new(one_time, key.getPublicKey(), key));
    }
    return {
      registration,
      identity: hex(identity.getPublicKey().serialize()),
      signed: { id: 7, key: hex(signed.getPublicKey().serialize()), signature: hex(signature) },
      one_time: one_time === null ? null : { id: one_time, key: hex(key.getPublicKey().serialize()) },
    };
  },
  async begin({ bundle: { registration, identity, signed, one_time } }) {
    const bundle = signal.PreKeyBundle.new(
      registration,
      PEER.deviceId(),
      one_time && one_time.id,
      one_time && publicKey(one_time.key),
      signed.id,
      publicKey(signed.key),
      bytes(signed.signature),
      publicKey(identity),
    );
    await signal.processPreKeyBundle(bundle, PEER, sessions, identities);
  },
  async encrypt({ plaintext }) {
    const message = await signal.signalEncrypt(bytes(plaintext), PEER, sessions, identities);
    const isFirst = message.type() === signal.CiphertextMessageType.PreKey;
    return { kind: isFirst ? "pkmsg" : "msg", octets: hex(message.serialize()) };
  },
  async decrypt({ kind, octets }) {
    if (kind === "msg") {
      const message = signal.SignalMessage.deserialize(bytes(octets));
      return hex(await signal.signalDecrypt(message, PEER, sessions, identities));
    }
    const message = signal.PreKeySignalMessage.deserialize(bytes(octets));
    const stores = [sessions, identities, new PreKeys(), new SignedPreKeys()];
    return hex(await signal.signalDecryptPreKey(message, PEER, ...stores));
  },
  security_code: ({ iterations, version, local, remote }) =>
    signal.Fingerprint.new(
      iterations,
      version,
      bytes(local.name),
      publicKey(local.key),
      bytes(remote.name),
      publicKey(remote.key),
    )
      .displayableFingerprint()
      .toString(),
});
