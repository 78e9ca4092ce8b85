import { describe, expect, it } from 'vitest';
import { readCore } from './Lexicon.ts';
import { WinkEngine, winkEngine } from './WinkEngine.ts';

/* Read by wink-nlp alone in this order, the texts behind the first become other tokens: "wife's" is then one word. */
const memorable = [
  "It was his wife's, not hers.",
  "His wife's murder",
  "(his wife's)",
  "zork's.",
  "Zork's co-op; zork's!",
];

/** A word that no lexicon has: the number in letters. */
function inventedWord(number: number): string {
  return `qx${[...String(number)].map((digit) => 'bcdfghjklm'.charAt(Number(digit))).join('')}`;
}

describe('WinkEngine', () => {
  it('reads a text as if it were the first', () => {
    const used = new WinkEngine();
    for (const text of memorable) used.read(text, 'lemma');
    for (const text of memorable) {
      expect(used.read(text, 'lemma')).toEqual(new WinkEngine().read(text, 'lemma'));
    }
  });

  it('reads the same after the lexicon was loaded afresh', () => {
    const engine = new WinkEngine();
    const before = memorable.map((text) => engine.read(text, 'normal'));
    for (let round = 0; round < 5; round++) {
      const words = Array.from({ length: 16_000 }, (_, i) => inventedWord(i + round * 16_000));
      expect(engine.read(words.join(' '), 'normal').values).toHaveLength(16_000);
    }
    expect(memorable.map((text) => engine.read(text, 'normal'))).toEqual(before);
  });

  it('is loaded once', () => {
    expect(winkEngine()).toBe(winkEngine());
    expect(new WinkEngine().modelDigest).toBe(winkEngine().modelDigest);
  });
});

describe('readCore', () => {
  it('refuses a model that is built otherwise', () => {
    for (const core of [
      undefined,
      {},
      { features: {} },
      { lexicon: new Uint32Array(1), features: { lexeme: [] } },
    ]) {
      expect(() => readCore(core)).toThrow(expect.objectContaining({ code: 'unsupported-model' }));
    }
  });
});
