// A client on npm `baileys` that writes its own store: paired by that package's pairing code, with
// sessions, sender keys and device lists written through its own key store. Its peers live in memory.

import {
  addTransactionCapability,
  configureSuccessfulPairing,
  generateSignalPubKey,
  initAuthCreds,
  signedKeyPair,
  useMultiFileAuthState,
} from "baileys";
import { makeLibSignalRepository } from "baileys/lib/Signal/libsignal.js";
import { answer, bytes, hex } from "./peers/lines.mjs";

const quiet = Object.fromEntries(
  ["trace", "debug", "info", "warn", "error"].map((level) => [level, () => {}]),
);

let own = null;
const peers = new Map();

/** A party: credentials, a key store, and the package's sessions over both. */
function party(creds, keys) {
  const capable = addTransactionCapability(keys, quiet, {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 1,
  });
  const auth = { creds, keys: capable };
  return { creds, keys: capable, sessions: makeLibSignalRepository(auth, quiet, async () => []) };
}

/** A key store in memory. */
function memory() {
  const rows = new Map();
  return {
    get: async (type, ids) =>
      Object.fromEntries(ids.map((id) => [id, rows.get(`${type} ${id}`)])),
    set: async (data) => {
      for (const [type, values] of Object.entries(data)) {
        for (const [id, value] of Object.entries(values)) rows.set(`${type} ${id}`, value);
      }
    },
  };
}

function bundle({ creds }) {
  return {
    registrationId: creds.registrationId,
    identityKey: generateSignalPubKey(creds.signedIdentityKey.public),
    signedPreKey: {
      keyId: creds.signedPreKey.keyId,
      publicKey: generateSignalPubKey(creds.signedPreKey.keyPair.public),
      signature: creds.signedPreKey.signature,
    },
  };
}

function peer(jid) {
  if (!peers.has(jid)) peers.set(jid, party(initAuthCreds(), memory()));
  return peers.get(jid);
}

await answer({
  clock({ seconds }) {
    Date.now = () => seconds * 1000;
    return null;
  },
  async create({ folder }) {
    const { state, saveCreds } = await useMultiFileAuthState(folder);
    own = { ...party(state.creds, state.keys), saveCreds };
    return {
      identity_key: hex(state.creds.signedIdentityKey.public),
      linking_secret: hex(Buffer.from(state.creds.advSecretKey, "base64")),
    };
  },
  async pair({ payload, jid, lid }) {
    const child = (tag, attrs, content) => ({ tag, attrs, content });
    const stanza = child("iq", { id: "1" }, [
      child("pair-success", {}, [
        child("device-identity", {}, bytes(payload)),
        child("device", { jid, lid }),
        child("platform", { name: "smba" }),
      ]),
    ]);
    const { creds } = configureSuccessfulPairing(stanza, own.creds);
    Object.assign(own.creds, creds, { registered: true });
    await own.saveCreds();
    return null;
  },
  // A peer with a given identity, such as the primary's; its other keys are fresh.
  async known_peer({ jid, private_key, public_key }) {
    const creds = initAuthCreds();
    creds.signedIdentityKey = { private: bytes(private_key), public: bytes(public_key) };
    creds.signedPreKey = signedKeyPair(creds.signedIdentityKey, 1);
    peers.set(jid, party(creds, memory()));
    return null;
  },
  // The peer writes first: the client learns its identity, and the session is answered.
  async hear({ from, me }) {
    const sender = peer(from);
    await sender.sessions.injectE2ESession({ jid: me, session: bundle(own) });
    const data = Buffer.from("test\u0001");
    const { type, ciphertext } = await sender.sessions.encryptMessage({ jid: me, data });
    await own.sessions.decryptMessage({ jid: from, type, ciphertext });
    return null;
  },
  async group_key_from({ group, from }) {
    const skdm = await peer(from).sessions.getSenderKeyDistributionMessage({ group, meId: from });
    const item = { groupId: group, axolotlSenderKeyDistributionMessage: skdm };
    await own.sessions.processSenderKeyDistributionMessage({ item, authorJid: from });
    return null;
  },
  async group_key_to({ group, me, to }) {
    await own.sessions.encryptGroupMessage({ group, meId: me, data: Buffer.from("test\u0001") });
    const given = Object.fromEntries(to.map((jid) => [jid, true]));
    await own.keys.set({ "sender-key-memory": { [group]: given } });
    return null;
  },
  async set({ data }) {
    await own.keys.set(data);
    return null;
  },
});
