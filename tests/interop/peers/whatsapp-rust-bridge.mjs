// One device on npm `whatsapp-rust-bridge`: its own sender key for a group, and those of others.

import * as bridge from "whatsapp-rust-bridge";
import { answer, bytes, hex } from "./lines.mjs";

const GROUP = "120363000000000001@g.us";

const kept = new Map();
const storage = {
  loadSenderKey: (id) => kept.get(id),
  storeSenderKey: (id, record) => void kept.set(id, record),
};
const address = (sender) => new bridge.ProtocolAddress(sender, 0);
const name = (sender) => new bridge.SenderKeyName(GROUP, address(sender));
const builder = new bridge.GroupSessionBuilder(storage);
const cipher = (sender) => new bridge.GroupCipher(storage, GROUP, address(sender));

await answer({
  distribution: async ({ sender }) => hex((await builder.create(name(sender))).serialize()),
  async receive({ sender, octets }) {
    const given = bridge.SenderKeyDistributionMessage.deserialize(bytes(octets));
    await builder.process(name(sender), given);
  },
  encrypt: async ({ sender, plaintext }) => hex(await cipher(sender).encrypt(bytes(plaintext))),
  decrypt: async ({ sender, octets }) => hex(await cipher(sender).decrypt(bytes(octets))),
});
