// A peer is asked over standard input and answers over standard output: one line of JSON each.
// Bytes are hexadecimal. Whatever a library itself prints goes to standard error.

import { createInterface } from "node:readline";

console.log = console.info = console.error;

export const bytes = (hex) => Buffer.from(hex, "hex");
export const hex = (octets) => Buffer.from(octets).toString("hex");

/** Answer every question with what the function of that name returns, or with why it threw. */
export async function answer(functions) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { ask, ...parameters } = JSON.parse(line);
    let reply;
    try {
      reply = { answer: (await functions[ask](parameters)) ?? null };
    } catch (error) {
      reply = { refused: String(error) };
    }
    process.stdout.write(JSON.stringify(reply) + "\n");
  }
}
