// A listener on npm `@signalapp/libsignal-client`: it holds the private keys of one device, and
// tries to open first messages with them. It shares no line with the reference client.

import signal from "@signalapp/libsignal-client";
import { answer, bytes, hex } from "./lines.mjs";

const SOMEBODY = signal.ProtocolAddress.new("15550100002", 1);

class Sessions extends signal.SessionStore {
  saveSession = async (_, record) => void (this.record = record.serialize());
  getSession = async () => (this.record ? signal.SessionRecord.deserialize(this.record) : null);
  getExistingSessions = async () => (this.record ? [await this.getSession()] : []);
}

class Identities extends signal.IdentityKeyStore {
  constructor(keys) {
    super();
    this.keys = keys;
  }
  getIdentityKey = async () => signal.PrivateKey.deserialize(bytes(this.keys.identity));
  getLocalRegistrationId = async () => this.keys.registration;
  saveIdentity = async () => false;
  isTrustedIdentity = async () => true;
  getIdentity = async () => null;
}

class NoPreKeys extends signal.PreKeyStore {
  savePreKey = async () => {};
  getPreKey = async () => null;
  removePreKey = async () => {};
}

class SignedPreKeys extends signal.SignedPreKeyStore {
  constructor(keys) {
    super();
    this.keys = keys;
  }
  saveSignedPreKey = async () => {};
  getSignedPreKey = async (id) => {
    const key = signal.PrivateKey.deserialize(bytes(this.keys.signed));
    return signal.SignedPreKeyRecord.new(id, 0, key.getPublicKey(), key, Buffer.alloc(64));
  };
}

await answer({
  async open({ keys, octets }) {
    const message = signal.PreKeySignalMessage.deserialize(bytes(octets));
    const stores = [new Sessions(), new Identities(keys), new NoPreKeys(), new SignedPreKeys(keys)];
    return hex(await signal.signalDecryptPreKey(message, SOMEBODY, ...stores));
  },
});
