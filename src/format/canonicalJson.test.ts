import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';

const write = (value: unknown) => canonicalJson(value, 'header', 64);

/** The same value with the keys of every object set in the opposite order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reverseKeys(member)]));
}

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units, as the example of RFC 8785 does', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(write(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it('is undone by the parser, and does not depend on the order of keys', () => {
    const json = fc
      .jsonValue({ stringUnit: 'binary', maxDepth: 3 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(write(value))).toStrictEqual(value);
        expect(write(reverseKeys(value))).toBe(write(value));
      }),
    );
  });

  it('keeps the sign of zero and counts undefined members as absent', () => {
    expect(write([0, -0])).toBe('[0,-0]');
    expect(write({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(write(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    ['NaN', { c: Number.NaN }, /header\.c of a model holds NaN/],
    ['an infinity', [Number.POSITIVE_INFINITY], /header\[0\] .* holds Infinity/],
    ['an undefined element', { list: [1, undefined] }, /header\.list\[1\] .* holds undefined/],
    ['a bigint', 1n, /holds 1n/],
    ['a function', { f: write }, /holds a function/],
    [
      'a typed array',
      { w: new Float32Array(2) },
      /holds a Float32Array; arrays of numbers belong into sections/,
    ],
    ['a date', new Date(0), /holds a Date/],
    ['the key __proto__', JSON.parse('{"__proto__":{}}'), /key "__proto__"/],
  ])('refuses %s', (_, value, message) => {
    expect(() => write(value)).toThrow(
      expect.objectContaining({ code: 'invalid-value', message: expect.stringMatching(message) }),
    );
  });

  it('refuses what contains itself', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => write(loop)).toThrow(/nested too deep, or contains itself/);
  });
});
