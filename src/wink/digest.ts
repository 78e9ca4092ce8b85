import { EMPTY_HASH, extendHash } from '../text/hash.ts';

/**
 * A short name for some content, so that two settings that differ in it get different ids. It guards against mistakes,
 * not against forgery.
 *
 * @param parts - texts and tables of numbers, in a fixed order
 * @returns eight hexadecimal digits (FNV-1a over UTF-16 code units and 32-bit words)
 */
export function digest(parts: Iterable<string | Uint32Array>): string {
  let hash = EMPTY_HASH;
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let i = 0; i < part.length; i++) hash = extendHash(hash, part.charCodeAt(i));
    } else {
      for (let i = 0; i < part.length; i++) hash = extendHash(hash, part[i]!);
    }
    // The length keeps ['ab', 'c'] apart from ['a', 'bc'].
    hash = extendHash(hash, part.length);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
