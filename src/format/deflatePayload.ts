import { deflateSync } from 'fflate';

/**
 * Packs bytes as a raw deflate stream (RFC 1951).
 *
 * @param payload - any bytes
 * @returns the stream; the same bytes in, the same bytes out
 */
export function deflatePayload(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  // `mem` is set because its default comes from Math.log, whose last bits depend on the engine.
  return deflateSync(payload, { level: 9, mem: 8 });
}
