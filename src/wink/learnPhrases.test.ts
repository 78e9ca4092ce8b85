import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analyser } from '../text/Analyser.ts';
import { applyPhrases } from './applyPhrases.ts';
import { learnPhrases } from './learnPhrases.ts';
import { PhraseModel } from './PhraseModel.ts';
import type { PhraseOptions } from './PhraseOptions.ts';
import { phraseAnalyser } from './phraseAnalyser.ts';
import { winkAnalyser } from './winkAnalyser.ts';

const words: Analyser = {
  id: 'words',
  tokens: (text) =>
    [...text.matchAll(/\S+/g)].map(({ 0: term, index }) => ({
      term,
      start: index,
      end: index + term.length,
    })),
};

/* The corpus of Gensim's own tests; the scores below are the ones those tests expect. */
const corpus = [
  'human interface computer',
  'survey user computer system response time',
  'eps user interface system',
  'system human system eps',
  'user response time',
  'trees',
  'graph trees',
  'graph minors trees',
  'graph minors survey',
  'graph minors survey human interface',
];

function rounded(model: PhraseModel): Record<string, number> {
  return Object.fromEntries(
    model.phrases.map(([first, second, score]) => [`${first} ${second}`, Math.round(score * 1000) / 1000]),
  );
}

describe('learnPhrases', () => {
  it('scores as Gensim does by default', () => {
    const model = learnPhrases(corpus, { minCount: 1, threshold: 1, analyser: words });
    expect(rounded(model)).toMatchObject({ 'graph minors': 5.167, 'human interface': 3.444 });
    const joined = corpus.flatMap((text) => applyPhrases(words.tokens(text), model)).map(({ term }) => term);
    expect(new Set(joined.filter((term) => term.includes('_')))).toEqual(
      new Set(['graph_minors', 'human_interface', 'response_time']),
    );
  });

  it('scores as Gensim does by normalised mutual information', () => {
    const model = learnPhrases(corpus, { minCount: 1, scoring: 'npmi', analyser: words });
    expect(rounded(model)).toMatchObject({ 'graph minors': 0.882, 'human interface': 0.714 });
  });

  it('gives two words that are never apart an NPMI of 1, and words independent of each other 0', () => {
    const options: PhraseOptions = { minCount: 1, scoring: 'npmi', threshold: -1, analyser: words };
    expect(learnPhrases(['new york', 'other words here'], options).scoreOf('new', 'york')).toBeCloseTo(1, 12);
    // 4 of 16 terms are a, 4 are b, and one pair is a b: p(ab) = p(a) p(b).
    const independent = ['a b', 'a x', 'a x', 'a x', 'b x', 'b x', 'b x', 'x x'];
    expect(learnPhrases(independent, options).scoreOf('a', 'b')).toBeCloseTo(0, 12);
  });

  it('leaves out pairs that are too rare', () => {
    const options: PhraseOptions = { scoring: 'npmi', threshold: -1, analyser: words };
    expect(rounded(learnPhrases(corpus, { ...options, minCount: 3 }))).toEqual({ 'graph minors': 0.882 });
    expect(learnPhrases(corpus, { analyser: words }).phrases).toEqual([]);
  });

  it('agrees with a naive count, whatever the texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.constantFrom('mikolov', 'npmi'), (texts, scoring) => {
        const model = learnPhrases(
          texts.map((terms) => terms.join(' ')),
          { minCount: 2, threshold: scoring === 'npmi' ? 0.1 : 0.5, scoring, analyser: words },
        );
        const all = texts.flat();
        const pairs = texts.flatMap((terms) => terms.slice(1).map((second, i) => `${terms[i]} ${second}`));
        const countOf = (list: string[], wanted: string) => list.filter((item) => item === wanted).length;
        const expected = new Map<string, number>();
        for (const pair of new Set(pairs)) {
          const [first, second] = pair.split(' ') as [string, string];
          const [n, a, b] = [countOf(pairs, pair), countOf(all, first), countOf(all, second)];
          const vocabularySize = new Set(all).size + new Set(pairs).size;
          const [pa, pb, pab] = [a / all.length, b / all.length, n / all.length];
          const score =
            scoring === 'npmi'
              ? Math.log(pab / (pa * pb)) / -Math.log(pab)
              : ((n - 2) / a / b) * vocabularySize;
          if (scoring === 'mikolov' ? score > 0.5 : n >= 2 && score > 0.1) expected.set(pair, score);
        }
        expect(model.phrases).toHaveLength(expected.size);
        for (const [first, second, score] of model.phrases) {
          expect(score).toBeCloseTo(expected.get(`${first} ${second}`)!, 9);
          if (scoring === 'npmi') expect(score).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('does not depend on the order of the texts, and reads any collection', () => {
    const options: PhraseOptions = { minCount: 1, threshold: 0.1, analyser: words };
    const model = learnPhrases(corpus, options);
    expect(learnPhrases(new Set([...corpus].reverse()), options).toJSON()).toEqual(model.toJSON());
  });

  it('reads with the default winkAnalyser unless told otherwise', () => {
    const plots = Array.from({ length: 8 }, (_, i) => `The serial killers of town ${i} were hiding.`);
    const phrases = learnPhrases(plots, { minCount: 1, threshold: 0.5 });
    expect(phrases.analyserId).toBe(winkAnalyser().id);
    expect(phrases.scoreOf('serial', 'killer')).toBeGreaterThan(0.5);
    const joined = winkAnalyser({ phrases }).tokens('SERIAL KILLER');
    expect(joined).toEqual([{ term: 'serial_killer', start: 0, end: 13 }]);
  });

  it('finds longer phrases in the tokens of an analyser that joins pairs', () => {
    const texts = ['new york city', 'new york city', 'old york', 'new city', 'some city hall'];
    const options: PhraseOptions = { minCount: 1, threshold: 0.8 };
    const pairs = phraseAnalyser(words, learnPhrases(texts, { ...options, analyser: words }));
    const triples = phraseAnalyser(pairs, learnPhrases(texts, { ...options, analyser: pairs }));
    expect(triples.tokens('in new york city')).toEqual([
      { term: 'in', start: 0, end: 2 },
      { term: 'new_york_city', start: 3, end: 16 },
    ]);
  });

  it.each([
    [{ minCount: 0 }, /minCount/],
    [{ minCount: 1.5 }, /minCount/],
    [{ threshold: 0 }, /threshold .*above 0/],
    [{ scoring: 'npmi', threshold: 10 }, /threshold .*below 1/],
    [{ scoring: 'pmi' }, /scoring/],
    [{ analyser: 'words' }, /analyser/],
    [{ delimiter: '-' }, /no option/],
  ])('refuses the options %j', (options, message) => {
    const learn = () => learnPhrases(corpus, options as unknown as PhraseOptions);
    expect(learn).toThrow(message);
    expect(learn).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  it.each([['one text'], [undefined], [[1]], [[undefined]]])('refuses the texts %j', (texts) => {
    expect(() => learnPhrases(texts as unknown as string[], { analyser: words })).toThrow(
      expect.objectContaining({ code: 'invalid-data' }),
    );
  });
});

describe('applyPhrases', () => {
  const state = { analyserId: 'words', scoring: 'mikolov', minCount: 1, threshold: 1 } as const;

  it('joins from left to right, each token once', () => {
    const model = PhraseModel.fromState({
      ...state,
      phrases: [
        ['a', 'b', 9],
        ['b', 'c', 9],
        ['a', 'a', 9],
      ],
    });
    const apply = (text: string) => applyPhrases(words.tokens(text), model).map(({ term }) => term);
    expect(apply('a b c')).toEqual(['a_b', 'c']);
    expect(apply('b b c a')).toEqual(['b', 'b_c', 'a']);
    expect(apply('a a a')).toEqual(['a_a', 'a']);
    expect(apply('')).toEqual([]);
  });

  it('loses no text and changes no input', () => {
    const model = PhraseModel.fromState({
      ...state,
      phrases: [
        ['a', 'b', 9],
        ['b', 'b', 9],
      ],
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (terms) => {
        const tokens = words.tokens(terms.join(' ')).map((token) => Object.freeze(token));
        const joined = applyPhrases(Object.freeze(tokens), model);
        expect(joined.flatMap(({ term }) => term.split('_'))).toEqual(terms);
        expect(joined.map(({ start, end }) => end - start)).toEqual(joined.map(({ term }) => term.length));
      }),
    );
  });
});

describe('phraseAnalyser and applyPhrases', () => {
  it('refuse what is no model, no token list or no analyser', () => {
    const model = learnPhrases(corpus, { analyser: words });
    const state = model.toJSON() as PhraseModel;
    expect(() => applyPhrases([], state)).toThrow(expect.objectContaining({ code: 'invalid-value' }));
    expect(() => applyPhrases('a b' as never, model)).toThrow(
      expect.objectContaining({ code: 'invalid-value' }),
    );
    expect(() => phraseAnalyser(words, state)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(() => phraseAnalyser({ ...words, id: '' }, model)).toThrow(/text id/);
    expect(() => phraseAnalyser({ ...words, id: 'other' }, model)).toThrow(/'words' and do not fit 'other'/);
  });
});

describe('PhraseModel', () => {
  const model = learnPhrases(corpus, { minCount: 1, threshold: 0.5, analyser: words });

  it('survives JSON', () => {
    const copy = PhraseModel.fromState(JSON.parse(JSON.stringify(model)));
    expect(copy.toJSON()).toEqual(model.toJSON());
    expect(copy.digest).toBe(model.digest);
    expect(phraseAnalyser(words, copy).id).toBe(phraseAnalyser(words, model).id);
  });

  it('has a digest of what it joins, not of the order or the scores', () => {
    const state = model.toJSON();
    const others = state.phrases.map(([first, second], i) => [first, second, i] as const);
    expect(PhraseModel.fromState({ ...state, phrases: others }).digest).toBe(model.digest);
    expect(PhraseModel.fromState({ ...state, phrases: others.slice(1) }).digest).not.toBe(model.digest);
  });

  it.each([
    [null],
    [{}],
    [{ phrases: [['a', 'b']] }],
    [{ phrases: [['a', 'b c', 1]] }],
    [{ phrases: [['', 'b', 1]] }],
    [{ phrases: [['a', 'b', Number.NaN]] }],
    [
      {
        phrases: [
          ['a', 'b', 1],
          ['a', 'b', 2],
        ],
      },
    ],
    [{ threshold: '1' }],
    [{ scoring: 'other' }],
  ])('refuses %j', (change) => {
    const state =
      change === null || Object.keys(change).length === 0 ? change : { ...model.toJSON(), ...change };
    expect(() => PhraseModel.fromState(state as never)).toThrow(
      expect.objectContaining({ code: 'invalid-value' }),
    );
  });
});
