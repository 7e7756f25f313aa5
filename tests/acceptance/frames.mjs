// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frames of AWS's event stream, as Bedrock sends them.
const TABLE = Array.from({ length: 256 }, (_, n) => { let c = n; for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1; return c >>> 0; });
const crc32 = (bytes) => (bytes.reduce((crc, byte) => (crc >>> 8) ^ TABLE[(crc ^ byte) & 255], 0xffffffff) ^ 0xffffffff) >>> 0;
const word = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };

// headers: name -> text
export function awsFrame(headers, payload) {
  const body = Buffer.from(payload);
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => {
    const text = Buffer.from(value);
    return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7, text.length >> 8, text.length & 255]), text]);
  }));
  const prelude = Buffer.concat([word(16 + head.length + body.length), word(head.length)]);
  const all = Buffer.concat([prelude, word(crc32(prelude)), head, body]);
  return Buffer.concat([all, word(crc32(all))]);
}
export const awsEvent = (name, json) => awsFrame({ ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' }, JSON.stringify(json));
export const awsException = (name, json) => awsFrame({ ':exception-type': name, ':content-type': 'application/json', ':message-type': 'exception' }, JSON.stringify(json));
