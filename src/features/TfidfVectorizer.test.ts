import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { readOracle } from '../testing/oracles.ts';
import type { TfidfOptions } from './TfidfOptions.ts';
import { TfidfVectorizer } from './TfidfVectorizer.ts';

interface TfidfOracle {
  documents: string[];
  englishStopWords: string[];
  cases: {
    options: Record<string, unknown>;
    terms: string[];
    idf: number[] | null;
    indptr: number[];
    indices: number[];
    data: number[];
  }[];
}

/** Translates scikit-learn's option names; an option this table lacks is an error, not ignored. */
function translate(options: Record<string, unknown>, english: string[]): TfidfOptions {
  const names: Record<string, (value: never) => TfidfOptions> = {
    analyzer: (value: string) => ({ analyser: value === 'char_wb' ? 'charWb' : (value as 'word' | 'char') }),
    ngram_range: (value: [number, number]) => ({ ngrams: value }),
    min_df: (value: number) => ({ minDf: value }),
    max_df: (value: number) => ({ maxDf: value }),
    max_features: (value: number) => ({ maxFeatures: value }),
    norm: (value: 'l1' | 'l2' | null) => ({ norm: value ?? 'none' }),
    use_idf: (value: boolean) => ({ hasIdf: value }),
    smooth_idf: (value: boolean) => ({ hasSmoothIdf: value }),
    sublinear_tf: (value: boolean) => ({ hasSublinearTf: value }),
    binary: (value: boolean) => ({ isBinary: value }),
    lowercase: (value: boolean) => ({ isLowercased: value }),
    strip_accents: (value: 'unicode' | 'ascii' | null) => ({ stripAccents: value ?? 'none' }),
    stop_words: (value: string | string[] | null) => ({
      stopWords: value === 'english' ? english : value === null ? 'none' : (value as string[]),
    }),
  };
  return Object.assign({}, ...Object.entries(options).map(([name, value]) => names[name]!(value as never)));
}

const oracle = readOracle<TfidfOracle>('tfidf');

describe.skipIf(oracle === undefined)('TfidfVectorizer against the tfidf oracle', () => {
  const { documents, englishStopWords, cases } = oracle ?? { documents: [], englishStopWords: [], cases: [] };
  const fitted = documents.slice(0, 40);

  it.each(cases)('oracle options $options', ({ options, terms, idf, indptr, indices, data }) => {
    const vectorizer = new TfidfVectorizer(translate(options, englishStopWords)).fit(fitted);
    expect(vectorizer.terms).toEqual(terms);
    if (idf) {
      const own = vectorizer.idf;
      for (const [column, value] of idf.entries()) expect(own[column]).toBeCloseTo(value, 12);
    }
    const matrix = vectorizer.transform(documents);
    expect([...matrix.rowOffsets]).toEqual(indptr);
    for (let row = 0; row < documents.length; row++) {
      const expected = new Map<number, number>();
      for (let k = indptr[row]!; k < indptr[row + 1]!; k++) expected.set(indices[k]!, data[k]!);
      for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++) {
        expect(matrix.values[k]).toBeCloseTo(expected.get(matrix.columns[k]!)!, 12);
      }
    }
  });
});

describe('TfidfVectorizer', () => {
  it('weighs terms by the formulas', () => {
    const vectorizer = new TfidfVectorizer({ norm: 'none' }).fit(['red red blue', 'blue']);
    expect(vectorizer.terms).toEqual(['blue', 'red']);
    const [blue, red] = vectorizer.idf;
    expect(blue).toBeCloseTo(Math.log(3 / 3) + 1, 14);
    expect(red).toBeCloseTo(Math.log(3 / 2) + 1, 14);
    expect([...vectorizer.transform(['red blue red green']).values]).toEqual([blue, 2 * red!]);
  });

  it('builds bigrams over removed stop words, as scikit-learn does', () => {
    const vectorizer = new TfidfVectorizer({ ngrams: [2, 2], stopWords: ['the'] }).fit(['over the hill']);
    expect(vectorizer.terms).toEqual(['over hill']);
  });

  it('cuts words to a prefix after stop words are gone', () => {
    const vectorizer = new TfidfVectorizer({ prefixLength: 3, stopWords: ['there'], ngrams: [1, 2] });
    expect(vectorizer.fit(['there murderer the murdered']).terms).toEqual([
      'mur',
      'mur the',
      'the',
      'the mur',
    ]);
    expect([...vectorizer.transform(['there murky']).columns]).toEqual([0]);
    expect(new TfidfVectorizer({ prefixLength: 1 }).fit(['\u{10400}\u{10401}']).terms[0]!.length).toBe(2);
  });

  it('counts a word that is too short for charWb once', () => {
    const vectorizer = new TfidfVectorizer({
      analyser: 'charWb',
      ngrams: [4, 5],
      norm: 'none',
      hasIdf: false,
    });
    expect(vectorizer.fit(['a bcd']).terms).toEqual([' a ', ' bcd', ' bcd ', 'bcd ']);
    expect([...vectorizer.transform(['a']).values]).toEqual([1]);
  });

  it('collapses runs of white space for char', () => {
    expect(new TfidfVectorizer({ analyser: 'char', ngrams: [2, 2] }).fit(['a \n b']).terms).toEqual([
      ' b',
      'a ',
    ]);
  });

  it('sorts by code point, and finds words beyond the basic plane', () => {
    const beyond = '\u{10400}\u{10401}';
    const privateLetters = '\uFB00\uFB01';
    expect(new TfidfVectorizer().fit([`${beyond.toLowerCase()} ${privateLetters}`]).terms).toEqual([
      privateLetters,
      beyond.toLowerCase(),
    ]);
  });

  it('breaks ties of maxFeatures by code-point order', () => {
    expect(new TfidfVectorizer({ maxFeatures: 2 }).fit(['dd cc bb cc aa']).terms).toEqual(['aa', 'cc']);
  });

  it('is not confused by words that are names of object properties', () => {
    const words = ['__proto__', 'constructor', 'toString', 'hasownproperty'];
    const vectorizer = new TfidfVectorizer({ isLowercased: false }).fit([words.join(' ')]);
    expect(vectorizer.terms).toEqual([...words].sort());
  });

  it('takes tokens from an analyser of the caller', () => {
    const analyser = {
      id: 'initials',
      tokens: (text: string) =>
        [...text.matchAll(/\b\w/g)].map((match) => ({
          term: match[0],
          start: match.index,
          end: match.index + 1,
        })),
    };
    expect(new TfidfVectorizer({ analyser, ngrams: [1, 2] }).fit(['big red dog']).terms).toEqual([
      'b',
      'b r',
      'd',
      'r',
      'r d',
    ]);
    const bad = { id: 'bad', tokens: () => [{ term: 'two words', start: 0, end: 1 }] };
    expect(() => new TfidfVectorizer({ analyser: bad }).fit(['x'])).toThrow(/without spaces/);
  });

  it('gives an empty row to a text without known words', () => {
    const vectorizer = new TfidfVectorizer().fit(['known words']);
    expect(vectorizer.transform(['zebra', '', undefined]).entryCount).toBe(0);
  });

  it('is the same after a round trip through its vocabulary', () => {
    const texts = ['one two three two', 'two three four', 'five one'];
    const options = { ngrams: [1, 3], hasSublinearTf: true } as const;
    const vectorizer = new TfidfVectorizer(options).fit(texts);
    const restored = TfidfVectorizer.fromVocabulary(options, vectorizer.vocabulary);
    expect(restored.transform(texts)).toEqual(vectorizer.transform(texts));
  });

  it('gives rows of unit length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 8 }),
        (texts) => {
          fc.pre(texts.some((text) => /\S/.test(text)));
          for (const norm of ['l2', 'l1'] as const) {
            const matrix = new TfidfVectorizer({ analyser: 'charWb', ngrams: [1, 3], norm }).fitTransform(
              texts,
            );
            for (let row = 0; row < texts.length; row++) {
              const values = matrix.values.subarray(matrix.rowOffsets[row]!, matrix.rowOffsets[row + 1]!);
              const size = values.reduce((sum, value) => sum + (norm === 'l2' ? value * value : value), 0);
              if (values.length > 0) expect(size).toBeCloseTo(1, 10);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with a naive count of word n-grams', () => {
    const word = fc.constantFrom('ab', 'cd', 'ef', 'gh', 'x', 'ij.');
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        (documents) => {
          const texts = documents.map((words) => words.join(' '));
          const naive = texts.map((text) => {
            const tokens = text.match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
            const grams: string[] = [];
            for (const size of [1, 2, 3]) {
              for (let i = 0; i + size <= tokens.length; i++) grams.push(tokens.slice(i, i + size).join(' '));
            }
            return grams;
          });
          const terms = [...new Set(naive.flat())].sort();
          fc.pre(terms.length > 0);
          const vectorizer = new TfidfVectorizer({ ngrams: [1, 3], norm: 'none', hasIdf: false });
          const matrix = vectorizer.fitTransform(texts);
          expect(vectorizer.terms).toEqual(terms);
          naive.forEach((grams, row) => {
            const columns = [...new Set(grams)].map((gram) => terms.indexOf(gram)).sort((a, b) => a - b);
            const [start, end] = [matrix.rowOffsets[row]!, matrix.rowOffsets[row + 1]!];
            expect([...matrix.columns.slice(start, end)]).toEqual(columns);
            expect([...matrix.values.slice(start, end)]).toEqual(
              columns.map((column) => grams.filter((gram) => gram === terms[column]).length),
            );
          });
        },
      ),
    );
  });

  it.each([
    [{ ngrams: [2, 1] }, /ngrams/],
    [{ ngrams: 2 }, /ngrams/],
    [{ minDf: -1 }, /minDf/],
    [{ minDf: 1.5 }, /whole number/],
    [{ maxFeatures: 0 }, /maxFeatures/],
    [{ analyzer: 'word' }, /no option "analyzer"/],
    [{ stopWords: 'german' }, /stopWords/],
    [{ analyser: 'charWb', stopWords: 'english' }, /no effect/],
    [{ analyser: 'char', prefixLength: 5 }, /no effect/],
    [{ prefixLength: 0 }, /prefixLength/],
    [{ norm: 'max' }, /'l2', 'l1', 'none'/],
    [{ isBinary: 1 }, /true or false/],
    [null, /must be an object/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new TfidfVectorizer(options as never)).toThrow(message);
    expect(() => new TfidfVectorizer(options as never)).toThrow(GenrekitError);
  });

  it('refuses to work before a fit, and to fit nothing', () => {
    expect(() => new TfidfVectorizer().transform(['x'])).toThrow(/not fitted/);
    expect(() => new TfidfVectorizer().fit(['', 'a'])).toThrow(/No term is left/);
    expect(() => new TfidfVectorizer({ minDf: 3 }).fit(['ab', 'cd'])).toThrow(/minDf/);
  });
});
