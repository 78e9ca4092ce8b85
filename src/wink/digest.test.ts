import { describe, expect, it } from 'vitest';
import { digest } from './digest.ts';

describe('digest', () => {
  it('is FNV-1a, with the length of each part behind it', () => {
    // Published FNV-1a test vectors: the offset basis for nothing, 0xe40c292c for "a".
    expect(digest([])).toBe('811c9dc5');
    const afterA = 0xe40c292c;
    expect(digest(['a'])).toBe((Math.imul(afterA ^ 1, 0x01000193) >>> 0).toString(16).padStart(8, '0'));
  });

  it('tells apart what is cut differently', () => {
    expect(digest(['ab', 'c'])).not.toBe(digest(['a', 'bc']));
    expect(digest(['abc'])).not.toBe(digest(['abc', '']));
    expect(digest([Uint32Array.of(1, 2)])).not.toBe(digest([Uint32Array.of(2, 1)]));
  });
});
