import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareText } from './prepareText.ts';

const limits = { maxTextLength: 1000, maxRunLength: 10 };

describe('prepareText', () => {
  it('leaves ordinary text alone', () => {
    const text = 'A quiet town,\r\n\ta stranger 😀.';
    expect(prepareText(text, { maxTextLength: 1000, maxRunLength: 20 })).toBe(text);
  });

  it('writes rare white space as a plain space', () => {
    expect(prepareText('a\u00a0b\u3000c\u2028d\ve\ufefff\tg\nh', limits)).toBe('a b c d e f\tg\nh');
  });

  it('cuts long runs behind a character that is no letter or digit, where there is one', () => {
    expect(prepareText('one-two-three four', limits)).toBe('one-two- three four');
    expect(prepareText('x abcdefghijklmno y', limits)).toBe('x abcdefghij klmno y');
    expect(prepareText('abcdefghi😀xyz', limits)).toBe('abcdefghi 😀xyz');
  });

  it('reads up to the limit, without half words', () => {
    expect(prepareText('one two three', { ...limits, maxTextLength: 9 })).toBe('one two ');
    expect(prepareText('one two three', { ...limits, maxTextLength: 7 })).toBe('one two');
    expect(prepareText('a'.repeat(30), { maxTextLength: 12, maxRunLength: 10 })).toBe('aaaaaaaaaa aa');
    expect(prepareText('😀'.repeat(30), { maxTextLength: 11, maxRunLength: 10 })).toBe('😀'.repeat(5));
  });

  it('keeps every other character, in order, and no run too long', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'é', '😀', '\ud83d', '\ude00', '-', ' ', '\n', '\u3000', '7'),
          maxLength: 200,
        }),
        fc.integer({ min: 10, max: 40 }),
        (text, maxRunLength) => {
          const prepared = prepareText(text, { maxTextLength: 1000, maxRunLength });
          expect(prepared.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          expect(prepared.match(/[\t\r\n]+/g)).toEqual(text.match(/[\t\r\n]+/g));
          for (const run of prepared.split(/\s+/)) expect(run.length).toBeLessThanOrEqual(maxRunLength);
          const pairs = (value: string) => value.match(/[\ud800-\udbff][\udc00-\udfff]/g);
          expect(pairs(prepared)).toEqual(pairs(text));
        },
      ),
    );
  });
});
