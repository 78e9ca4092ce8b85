import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inflatePayload } from './inflatePayload.ts';

const raw = new TextEncoder().encode(Array.from({ length: 40_000 }, (_, i) => i * i).join(' '));
const packed = new Uint8Array(deflateRawSync(raw));

afterEach(() => vi.restoreAllMocks());

describe.each([
  ['the host has zlib', () => undefined],
  [
    'the host has none, as browsers do',
    () => vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never),
  ],
])('a payload where %s', (_, prepare) => {
  it('is given back', () => {
    prepare();
    expect(Buffer.from(inflatePayload(packed, raw.length)).equals(raw)).toBe(true);
  });

  it('is refused when it is damaged, too long or too short', () => {
    prepare();
    const damaged = packed.slice();
    damaged.fill(255, 100, 120);
    for (const [stream, length, message] of [
      [damaged, raw.length, /no valid deflate stream|inflates to/],
      [packed.subarray(0, -10), raw.length, /no valid deflate stream/],
      [packed, raw.length - 1, /inflates to more than/],
      [packed, raw.length + 1, /inflates to \d+ bytes instead of/],
    ] as const) {
      expect(() => inflatePayload(stream, length)).toThrow(
        expect.objectContaining({ code: 'invalid-model', message: expect.stringMatching(message) }),
      );
    }
  });
});
