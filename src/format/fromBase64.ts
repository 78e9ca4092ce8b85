/** What some hosts bring, and TypeScript's library does not know of yet. */
interface HostDecoders {
  readonly Buffer?: { from(text: string, encoding: 'base64'): Uint8Array };
}

/**
 * Turns text back into the bytes that it stands for, by the fastest means that the host has: half a megabyte takes Node a
 * fraction of a millisecond, and a loop of our own ten times as long when it runs for the first time.
 *
 * @param text - base64 (RFC 4648, section 4), as a build tool wrote it
 * @returns the bytes
 */
export function fromBase64(text: string): Uint8Array {
  const { Buffer } = globalThis as HostDecoders;
  if (Buffer !== undefined) return Buffer.from(text, 'base64');
  const binary = atob(text);
  return new Uint8Array(binary.length).map((_, i) => binary.charCodeAt(i));
}
