import { DEFLATED_FLAG, MAGIC } from './layout.ts';
import type { Preamble } from './preamble.ts';

/**
 * Writes a preamble at the start of a file.
 *
 * @param file - the whole file, at offset 0 of its buffer
 * @param preamble - what to write
 */
export function writePreamble(file: Uint8Array<ArrayBuffer>, preamble: Preamble): void {
  file.set(MAGIC);
  const view = new DataView(file.buffer);
  view.setUint16(8, preamble.formatVersion, true);
  view.setUint16(10, preamble.isDeflated ? DEFLATED_FLAG : 0, true);
  view.setUint32(12, preamble.headerLength, true);
  view.setUint32(16, preamble.storedLength, true);
  view.setUint32(20, preamble.payloadLength, true);
}
