import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import { cutsOut, tokensOf } from '../testing/cutsOut.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { strangeText, strangeTexts } from '../testing/strangeTexts.ts';
import type { Analyser } from '../text/Analyser.ts';
import type { Movie } from '../text/Movie.ts';
import { fitTfidfFeatures } from './fitTfidfFeatures.ts';
import { type FeatureBlock, type TfidfFeatures, tfidf, tfidfFeaturesDefaults } from './TfidfFeatures.ts';
import { type TracedTerm, traceMovie } from './traceMovie.ts';

const real = await fixtureMovies(60);

/** Lemmas, so to say: words of letters, backwards. */
const backwards: Analyser = {
  id: 'backwards',
  tokens: (text) =>
    Array.from(text.matchAll(/\p{L}+/gu), ({ 0: word, index }) => ({
      term: [...word].reverse().join(''),
      start: index,
      end: index + word.length,
    })),
};

const analysers: readonly FeatureBlock[] = [
  { ngrams: [1, 2], stopWords: ['the', 'à'] },
  { ngrams: [2, 3], hasSublinearTf: true, weight: 0.7 },
  { prefixLength: 3, norm: 'l1' },
  { analyser: 'charWb', ngrams: [1, 3], hasSublinearTf: true },
  { analyser: 'charWb', ngrams: [4, 6], minDf: 1, weight: 2 },
  { analyser: 'char', ngrams: [1, 4], norm: 'none' },
  { analyser: backwards, ngrams: [1, 2], stopWords: ['dna'], prefixLength: 4, isBinary: true },
];
const readings = (['none', 'unicode', 'ascii'] as const).flatMap((stripAccents) =>
  [true, false].map((isLowercased) => ({ stripAccents, isLowercased })),
);
const blocks = analysers.flatMap((block) => readings.map((reading) => ({ ...block, ...reading })));

function fitted(texts: readonly string[], list: readonly FeatureBlock[] = blocks): TfidfFeatures {
  return fitTfidfFeatures(
    texts.map((plot) => ({ plot })),
    tfidf({ plot: list }),
  );
}

/** Makes the values of a block anew, from how often each term was found. */
function expectedValues(
  { transform, weight }: TfidfFeatures['blocks'][number],
  terms: readonly TracedTerm[],
) {
  const { options, vocabulary } = transform;
  const raw = terms.map(({ term, occurrences: { length } }) => {
    const count = options.isBinary ? 1 : options.hasSublinearTf ? 1 + Math.log(length) : length;
    return count * transform.idfOf(vocabulary.terms.indexOf(term));
  });
  const sum = (power: number) => raw.reduce((total, value) => total + value ** power, 0);
  const norm = options.norm === 'l2' ? Math.sqrt(sum(2)) : options.norm === 'l1' ? sum(1) : 1;
  return raw.map((value) => (value / norm) * weight);
}

function checkTrace(extractor: TfidfFeatures, movie: Movie) {
  const terms = traceMovie(extractor, movie);
  const { columns, values } = extractor.transform([movie]).matrix;
  expect(terms.map(({ column }) => column)).toEqual([...columns]);
  expect(terms.map(({ value }) => value)).toEqual([...values]);
  for (const block of extractor.blocks) {
    const { field, firstColumn, transform } = block;
    const own = terms.filter(
      ({ column }) => column >= firstColumn && column < firstColumn + transform.termCount,
    );
    const expected = expectedValues(block, own);
    const text = movie[field] ?? '';
    own.forEach(({ term, value, occurrences, field: found }, i) => {
      expect(found).toBe(field);
      // Were one occurrence missed or one too many, the norm would be another.
      expect(value).toBeCloseTo(expected[i]!, 9);
      const { analyser } = transform.options;
      const tokens = tokensOf(term, analyser);
      for (const spans of occurrences) {
        expect(spans).toHaveLength(tokens.length);
        spans.forEach((span, place) => {
          const token = tokens[place]!;
          const cut = text.slice(span.start, span.end);
          const isExact =
            typeof analyser === 'object'
              ? [...cut].reverse().join('').startsWith(token)
              : cutsOut(text, span, token, transform.options);
          expect(
            isExact,
            `${JSON.stringify(cut)} of ${JSON.stringify(text)} is ${JSON.stringify(token)}`,
          ).toBe(true);
        });
      }
    });
  }
}

describe('traceMovie', () => {
  it('finds the columns, values and places of real movies', () => {
    const extractor = fitTfidfFeatures(real, tfidf(tfidfFeaturesDefaults));
    for (const movie of real.slice(0, 20)) checkTrace(extractor, movie);
    checkTrace(extractor, { title: 'The Unseen' });
    checkTrace(extractor, { title: ' ', plot: 'A killer.' });
  });

  it('does so whatever the text and however it is read', () => {
    const extractor = fitted(strangeTexts);
    for (const plot of strangeTexts) checkTrace(extractor, { plot });
    fc.assert(
      fc.property(strangeText, (plot) => checkTrace(extractor, { plot })),
      { numRuns: 60 },
    );
  });

  it('gives one span for each word of a pair, over the stop words between them', () => {
    const plot = 'A killer in the 🎬 train, a killer.';
    const extractor = fitted([plot], [{ ngrams: [1, 2], stopWords: 'english' }]);
    const cuts = traceMovie(extractor, { plot }).map(({ term, occurrences }) => [
      term,
      occurrences.map((spans) => spans.map(({ start, end }) => plot.slice(start, end))),
    ]);
    expect(cuts).toEqual([
      ['killer', [['killer'], ['killer']]],
      ['killer train', [['killer', 'train']]],
      ['train', [['train']]],
      ['train killer', [['train', 'killer']]],
    ]);
  });

  it('gives the prefix of a word, and the characters of a padded word without the padding', () => {
    const plot = 'Murderers murdér';
    const prefixes = fitted([plot], [{ prefixLength: 5, stripAccents: 'unicode' }]);
    expect(traceMovie(prefixes, { plot })[0]!.occurrences).toEqual([
      [{ start: 0, end: 5 }],
      [{ start: 10, end: 15 }],
    ]);
    const padded = fitted(['ab'], [{ analyser: 'charWb', ngrams: [2, 2] }]);
    expect(traceMovie(padded, { plot: '\n ab' }).map(({ term, occurrences }) => [term, occurrences])).toEqual(
      [
        [' a', [[{ start: 2, end: 3 }]]],
        ['ab', [[{ start: 2, end: 4 }]]],
        ['b ', [[{ start: 3, end: 4 }]]],
      ],
    );
  });

  it.each([
    ['before the text', -1, 2],
    ['behind the text', 0, 99],
    ['backwards', 2, 1],
    ['at no place', Number.NaN, 2],
    ['between two places', 0, 1.5],
  ])('refuses tokens %s', async (_, start, end) => {
    const analyser: Analyser = { id: 'lost', tokens: () => [{ term: 'ab', start, end }] };
    const extractor = fitted(['ab cd'], [{ analyser }]);
    const error = await caught(() => traceMovie(extractor, { plot: 'ab cd' }));
    expect([error.code, error.message]).toEqual([
      'invalid-value',
      expect.stringMatching(
        /^The analyser 'lost' gave the token "ab" from .* no part of a text of length 5;/,
      ),
    ]);
  });

  it('refuses an analyser that changes its mind', async () => {
    let calls = 0;
    const analyser: Analyser = {
      id: 'moody',
      tokens: () => Array.from({ length: ++calls }, () => ({ term: 'ab', start: 0, end: 2 })),
    };
    const extractor = fitted(['ab cd'], [{ analyser }]);
    const error = await caught(() => traceMovie(extractor, { plot: 'ab cd' }));
    expect(error.code).toBe('invalid-value');
    expect(error.message).toMatch(/'moody' gave 3 tokens, and 4 for the same text/);
  });
});
