import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeStyle, STYLE_SIZES } from './describeStyle.ts';
import type { Field } from './Movie.ts';

function styleOf(field: Field, text?: string | null): number[] {
  const style = new Float64Array(STYLE_SIZES[field]);
  describeStyle(field, text, style, 0);
  return [...style];
}

describe('describeStyle', () => {
  it('describes a title', () => {
    const [length, ...marks] = styleOf('title', 'The Birds 2: Land’s End!');
    expect(length).toBeCloseTo(Math.log(25), 12);
    // one word, more than five, ? or !, digit, colon, beyond ASCII, The
    expect(marks).toEqual([0, 0, 1, 1, 1, 1, 1]);
    expect(styleOf('title', 'Othello').slice(1)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  it('describes a plot', () => {
    const plot = 'In 1950, Betty (a singer) meets "Max" - and falls.  He does not.';
    const [length, bent, ...marks] = styleOf('plot', plot);
    expect(length).toBeCloseTo(Math.log(14), 12);
    expect(bent).toBeCloseTo(Math.log(14) ** 2 / 5, 12);
    expect(marks.slice(0, 5)).toEqual([1, 1, 0, 0, 0]); // below 15 and 25 words, above 40, 60, 100
    expect(marks[5]).toBeCloseTo(Math.log(3), 12); // full stops
    expect(marks[6]).toBeCloseTo(1 / 13, 12); // commas a word
    expect(marks[7]).toBeCloseTo(3 / 13, 12); // words with a capital: In, Betty, He
    expect(marks.slice(8)).toEqual([1, 0, 1, 1, 1, 0, 1]); // quote, !, bracket, dash, digit, beyond ASCII, full stop
  });

  it('takes an absent text for an empty one', () => {
    for (const field of ['title', 'plot'] as const) {
      expect(styleOf(field, undefined)).toEqual(styleOf(field, ''));
      expect(styleOf(field, null)).toEqual(styleOf(field, ''));
    }
  });

  it('gives small finite numbers for any text, and touches no others', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('title', 'plot'),
        (text, field) => {
          const size = STYLE_SIZES[field as Field];
          const style = new Float64Array(size + 2).fill(-7);
          describeStyle(field as Field, text, style, 1);
          expect([style[0], style[size + 1]]).toEqual([-7, -7]);
          expect(style.subarray(1, size + 1).every((value) => value >= 0 && value < 100)).toBe(true);
        },
      ),
    );
  });

  it('counts words as splitting at white space does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'Bc', '12.', ' ', '\n', '\t'), { maxLength: 60 }),
        (parts) => {
          const text = parts.join('');
          const words = text.split(/\s+/).filter((word) => word !== '');
          expect(styleOf('plot', text)[0]).toBeCloseTo(Math.log(1 + words.length), 12);
        },
      ),
    );
  });
});
