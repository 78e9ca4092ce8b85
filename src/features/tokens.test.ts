import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strangeTexts } from '../testing/strangeTexts.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import type { Movie } from '../text/Movie.ts';
import { normalise } from '../text/normalise.ts';
import type { TokenFeatureRows } from './Features.ts';
import { fitTokenFeatures } from './fitTokenFeatures.ts';
import { learnWordPieces } from './learnWordPieces.ts';
import { restrictFeatures } from './restrictFeatures.ts';
import { selectFeatures } from './selectFeatures.ts';
import { TokenFeatures } from './TokenFeatures.ts';
import { type TokenOptions, tokens } from './TokenOptions.ts';
import { SEPARATOR, UNKNOWN } from './TokenRows.ts';
import { WordPieces } from './WordPieces.ts';

const movies: Movie[] = [
  { title: 'Night Train', plot: 'A killer hides on a train. The train stops.' },
  { plot: 'Killer train' },
  { title: 'Killer' },
];

const rowsOf = (features: unknown) => {
  const { tokens: rows } = features as TokenFeatureRows;
  return Array.from({ length: rows.rowCount }, (_, row) => [...rows.ids.subarray(...rows.rangeOf(row))]);
};
const spell = (extractor: TokenFeatures, given: readonly Movie[]) =>
  rowsOf(extractor.transform(given)).map((row) => row.map((id) => extractor.vocabulary[id]).join(' '));

/** Counts everything anew before each merge. */
function naivePieces(counts: ReadonlyMap<string, number>, size: number, least: number): string[] {
  const words = [...counts].map(([word, count]) => ({
    parts: Array.from(word, (c, i) => (i === 0 ? c : `##${c}`)),
    count,
  }));
  const pieces = [...new Set(words.flatMap(({ parts }) => parts))].sort(compareCodePoints);
  while (pieces.length < size) {
    const pairs = new Map<string, { left: string; right: string; count: number }>();
    for (const { parts, count } of words) {
      parts.slice(1).forEach((right, i) => {
        const left = parts[i]!;
        const pair = pairs.get(`${left} ${right}`) ?? { left, right, count: 0 };
        pair.count += count;
        pairs.set(`${left} ${right}`, pair);
      });
    }
    const [best] = [...pairs.values()]
      .filter(({ count }) => count >= least)
      .sort(
        (a, b) =>
          b.count - a.count || compareCodePoints(a.left, b.left) || compareCodePoints(a.right, b.right),
      );
    if (best === undefined) break;
    const name = best.left + best.right.slice(2);
    if (!pieces.includes(name)) pieces.push(name);
    for (const word of words) {
      const after: string[] = [];
      for (let i = 0; i < word.parts.length; i++) {
        if (word.parts[i] === best.left && word.parts[i + 1] === best.right) {
          after.push(name);
          i++;
        } else after.push(word.parts[i]!);
      }
      word.parts = after;
    }
  }
  return pieces;
}

describe('fitTokenFeatures', () => {
  it('numbers frequent words, most frequent first, and reads titles before plots', () => {
    const extractor = fitTokenFeatures(movies, tokens());
    expect(extractor.vocabulary).toEqual(['[PAD]', '[UNK]', '[SEP]', 'train', 'killer']);
    expect(spell(extractor, movies)).toEqual([
      '[UNK] train [SEP] killer [UNK] train train [UNK]',
      'killer train',
      'killer [SEP]',
    ]);
  });

  it('keeps the most frequent of too many words, and all when asked to', () => {
    expect(fitTokenFeatures(movies, tokens({ vocabularySize: 4 })).vocabulary.slice(3)).toEqual(['train']);
    const all = fitTokenFeatures(movies, tokens({ minFrequency: 1, stopWords: 'none' })).vocabulary.slice(3);
    expect(all).toEqual(['train', 'killer', 'hides', 'night', 'on', 'stops', 'the']);
  });

  it('cuts each field at its own length, so that a plot reads the same with and without title', () => {
    const extractor = fitTokenFeatures(movies, tokens({ maxTitleLength: 1, maxPlotLength: 2 }));
    const [both, title, plot] = spell(extractor, [
      movies[0]!,
      { title: movies[0]!.title },
      { plot: movies[0]!.plot },
    ]);
    expect([both, title, plot]).toEqual(['[UNK] [SEP] killer [UNK]', '[UNK] [SEP]', 'killer [UNK]']);
  });

  it('restricts rows to what they would be with some fields alone', () => {
    const extractor = fitTokenFeatures(movies, tokens());
    const features = extractor.transform(movies);
    for (const field of ['title', 'plot'] as const) {
      const alone = extractor.transform(movies.map((movie) => ({ [field]: movie[field] })));
      expect(restrictFeatures(extractor, features, [field], (row) => movies[row]!)).toEqual(alone);
    }
    expect(restrictFeatures(extractor, features, ['title', 'plot'], (row) => movies[row]!)).toEqual(features);
    expect(rowsOf(selectFeatures(features, [2, 0]))).toEqual([rowsOf(features)[2], rowsOf(features)[0]]);
  });

  it('gives an empty row to a text without words, and to a movie without the field', () => {
    const extractor = fitTokenFeatures(movies, tokens(), ['plot']);
    expect(rowsOf(extractor.transform([{ plot: '!?' }, { title: 'Train' }, {}]))).toEqual([[], [], []]);
    expect(extractor.fields).toEqual(['plot']);
  });

  it('spells unknown words out of pieces', () => {
    const given = ['trains', 'trainer', 'rains', 'train', 'rain'].map((plot) => ({ plot }));
    const extractor = fitTokenFeatures(given, tokens({ unit: 'wordPiece', vocabularySize: 21 }));
    expect(spell(extractor, [{ plot: 'Rainers tränt x' }])).toEqual(['rain ##e ##r ##s [UNK] [UNK]']);
  });

  it.each<[string, TokenOptions]>([
    ['words', {}],
    ['pieces', { unit: 'wordPiece', vocabularySize: 30, stopWords: ['train'] }],
  ])('reads the same after saving: %s', (_, options) => {
    const extractor = fitTokenFeatures(movies, tokens(options));
    const { settings, arrays } = extractor.state();
    const restored = TokenFeatures.restore({ settings: JSON.parse(JSON.stringify(settings)), arrays });
    expect(restored.transform(movies)).toEqual(extractor.transform(movies));
    expect(restored.state()).toEqual(extractor.state());
  });

  it('refuses movies without frequent words', () => {
    expect(() => fitTokenFeatures([{ plot: 'once' }], tokens())).toThrow(
      expect.objectContaining({ code: 'invalid-data' }),
    );
  });

  it.each([
    { vocabularySize: 3 },
    { unit: 'letter' },
    { minFrequency: 0 },
    { maxPlotLength: 2000 },
    { stopWords: 7 },
    { stemmer: 'porter' },
  ])('refuses the options %o', (options) => {
    expect(() => tokens(options as never)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });

  it.each<[string, (state: { settings: Record<string, unknown>; arrays: Record<string, unknown> }) => void]>([
    ['no vocabulary', ({ arrays }) => delete arrays.vocabulary],
    ['numbers for words', ({ arrays }) => (arrays.vocabulary = [1, 2, 3, 4])],
    ['a repeated word', ({ arrays }) => (arrays.vocabulary = [...(arrays.vocabulary as string[]), 'train'])],
    ['no special tokens', ({ arrays }) => (arrays.vocabulary = ['a', 'b', 'c'])],
    ['no fields', ({ settings }) => (settings.fields = [])],
    ['unknown fields', ({ settings }) => (settings.fields = ['plot', 'year'])],
    ['another kind', ({ settings }) => (settings.kind = 'tfidf')],
  ])('refuses a saved state with %s', (_, spoil) => {
    const { settings, arrays } = fitTokenFeatures(movies, tokens()).state();
    const state = { settings: { ...settings }, arrays: { ...arrays } as Record<string, unknown> };
    spoil(state);
    expect(() => TokenFeatures.restore(state)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
  });
});

describe('learnWordPieces', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀'), minLength: 1, maxLength: 8 });
  const counts = fc
    .array(fc.tuple(word, fc.integer({ min: 1, max: 5 })), { maxLength: 30 })
    .map((pairs) => new Map(pairs));

  it('merges what a count from scratch would merge', () => {
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 8, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (given, size, least) => {
          expect(learnWordPieces(given, size, least)).toEqual(naivePieces(given, size, least));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('spells every word it was taught with the longest pieces, which join to the word again', () => {
    fc.assert(
      fc.property(counts, word, (given, other) => {
        const pieces = learnWordPieces(given, 40, 1);
        const speller = new WordPieces(new Map(pieces.map((piece, number) => [piece, number])));
        for (const taught of [...given.keys(), other]) {
          const found: string[] = [];
          speller.spell(taught, -1, (number) => found.push(pieces[number] ?? '?'));
          if (found.includes('?')) {
            expect(found).toEqual(['?']);
            expect(given.has(taught)).toBe(false);
            continue;
          }
          expect(found.map((piece, i) => (i === 0 ? piece : piece.slice(2))).join('')).toBe(taught);
          let rest = taught;
          found.forEach((piece, i) => {
            const mark = i === 0 ? '' : '##';
            const longest = pieces
              .filter((known) => known.startsWith(mark) && (mark !== '' || !known.startsWith('##')))
              .map((known) => known.slice(mark.length))
              .filter((known) => rest.startsWith(known))
              .sort((a, b) => b.length - a.length)[0];
            expect(piece).toBe(mark + longest);
            rest = rest.slice(longest!.length);
          });
        }
      }),
    );
  });
});

describe('the places of tokens', () => {
  it.each<TokenOptions>([
    { minFrequency: 1, stopWords: 'none' },
    { minFrequency: 1, stripAccents: 'none', isLowercased: false, maxPlotLength: 3 },
    { minFrequency: 1, unit: 'wordPiece', vocabularySize: 300 },
  ])('cut the words out of the text that they are read from, with %o', (options) => {
    const extractor = fitTokenFeatures(
      strangeTexts.map((plot) => ({ plot, title: plot })),
      tokens(options),
    );
    for (const text of [...strangeTexts, 'x'.repeat(300_000)]) {
      const movie = { title: text, plot: `A ${text}` };
      const places = extractor.placesOf(movie);
      const [row] = rowsOf(extractor.transform([movie]));
      expect(places).toHaveLength(row!.length);
      places.forEach((place, i) => {
        if (row![i] === SEPARATOR) expect(place).toBeUndefined();
        if (place === undefined) return;
        const cut = movie[place.field].slice(place.start, place.end);
        const known = extractor.vocabulary[row![i]!]!.replace('##', '');
        const { isLowercased, stripAccents } = extractor.settings;
        if (row![i] !== UNKNOWN) expect(normalise(cut, isLowercased, stripAccents)).toContain(known);
      });
    }
  });
});
