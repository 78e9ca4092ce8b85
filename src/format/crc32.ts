import { hostZlib } from './hostZlib.ts';

let table: Uint32Array | undefined;

/** The remainder of every single byte; made on first use, so that an import does no work. */
function remainders(): Uint32Array {
  const made = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder & 1) === 0 ? remainder >>> 1 : (remainder >>> 1) ^ 0xedb88320;
    }
    made[byte] = remainder;
  }
  return made;
}

/**
 * The CRC-32 of zlib, gzip and PNG (reflected polynomial 0xedb88320), a byte at a time (Sarwate 1988).
 *
 * @param bytes - what to sum up
 * @returns an unsigned 32-bit number
 */
export function crc32(bytes: Uint8Array): number {
  return hostZlib()?.crc32?.(bytes) ?? ownCrc32(bytes);
}

/** As {@link crc32}, whatever the host has. */
export function ownCrc32(bytes: Uint8Array): number {
  table ??= remainders();
  let sum = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) sum = table[(sum ^ bytes[i]!) & 0xff]! ^ (sum >>> 8);
  return ~sum >>> 0;
}
