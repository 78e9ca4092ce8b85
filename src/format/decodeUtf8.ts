/**
 * @param bytes - UTF-8
 * @returns the text, a byte order mark included
 * @throws TypeError when it is malformed
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
