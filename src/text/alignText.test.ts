import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strangeText } from '../testing/strangeTexts.ts';
import { alignText } from './alignText.ts';
import { normalise, type StripAccents } from './normalise.ts';

const ways = (['none', 'unicode', 'ascii'] as const).flatMap((strip) =>
  [true, false].map((isLowercased) => [strip, isLowercased] as const),
);

/** What a word of the normalised text comes from. */
function originOf(text: string, word: string, strip: StripAccents): string {
  const { text: normal, starts, ends } = alignText(text, true, strip);
  const first = normal.indexOf(word);
  expect(first).toBeGreaterThanOrEqual(0);
  return text.slice(starts[first], ends[first + word.length - 1]);
}

describe('alignText', () => {
  it.each([
    ['The CAFÉ', 'café', 'none', 'CAFÉ'],
    ['The CAFÉ here', 'cafe', 'unicode', 'CAFÉ'],
    ['The CAFE\u0301 here', 'cafe', 'unicode', 'CAFE\u0301'],
    ['The CAFE\u0301 here', 'cafe', 'ascii', 'CAFE\u0301'],
    ['in İstanbul now', 'i\u0307stanbul', 'none', 'İstanbul'],
    ['in İstanbul now', 'istanbul', 'unicode', 'İstanbul'],
    ['a ﬁlm noir', 'film', 'unicode', 'ﬁlm'],
    ['a ﬁlm noir', 'il', 'unicode', 'ﬁl'],
    ['🎬 movie 🎬', 'movie', 'ascii', 'movie'],
    ['🎬 ΟΔΟΣ!', 'οδος', 'none', 'ΟΔΟΣ'],
    ['die Straße', 'straße', 'unicode', 'Straße'],
    ['Łódź', 'odz', 'ascii', 'ódź'],
    ['がん', 'かん', 'unicode', 'がん'],
    ['x\r\nÉ y', 'e y', 'unicode', 'É y'],
    ['q\u0307\u0323z', 'z', 'unicode', 'z'],
  ] as const)('of %j finds %j, accents %s', (text, word, strip, origin) => {
    expect(originOf(text, word, strip)).toBe(origin);
  });

  it('keeps marks apart that decomposing puts into another order', () => {
    // Nukta (class 7) goes before virama (class 9), and both stay.
    const { text, starts } = alignText('e\u0301क\u094d\u093cz', true, 'unicode');
    expect(text).toBe('eक\u093c\u094dz');
    expect([...starts]).toEqual([0, 2, 4, 3, 5]);
  });

  it.each(ways)('gives what normalise gives, and where it comes from (%s, %s)', (strip, isLowercased) => {
    fc.assert(
      fc.property(strangeText, (text) => {
        const aligned = alignText(text, isLowercased, strip);
        expect(aligned.text).toBe(normalise(text, isLowercased, strip));
        expect([aligned.starts.length, aligned.ends.length]).toEqual([
          aligned.text.length,
          aligned.text.length,
        ]);
        for (let i = 0; i < aligned.text.length; i++) {
          const [start, end] = [aligned.starts[i]!, aligned.ends[i]!];
          expect(start).toBeLessThan(end);
          // Alone, a sigma does not know that it is the last letter.
          const own = normalise(text.slice(start, end), isLowercased, strip).replaceAll('σ', 'ς');
          expect(own).toContain(aligned.text[i]!.replace('σ', 'ς'));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('knows how long every character becomes', () => {
    let text = '';
    for (let code = 0; code < 0x11_0000; code++) {
      if ((code >= 0x20_00 && code % 5 !== 0) || (code >= 0x3_0000 && code % 97 !== 0)) continue;
      text += `${String.fromCodePoint(code)} `;
    }
    for (const [strip, isLowercased] of ways) {
      const aligned = alignText(text, isLowercased, strip);
      expect(aligned.text === normalise(text, isLowercased, strip)).toBe(true);
      let wrong = 0;
      for (let i = 0; i < aligned.text.length; i++) {
        const origin = text.slice(aligned.starts[i], aligned.ends[i]);
        if (!normalise(origin, isLowercased, strip).includes(aligned.text[i]!)) wrong++;
      }
      expect(wrong).toBe(0);
    }
  });
});
