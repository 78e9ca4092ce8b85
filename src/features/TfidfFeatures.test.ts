import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { fitTfidfFeatures } from './fitTfidfFeatures.ts';
import { restrictFeatures } from './restrictFeatures.ts';
import { saveFeatures } from './saveFeatures.ts';
import { TfidfFeatures, tfidf } from './TfidfFeatures.ts';
import { termAt } from './termAt.ts';

const movies = [
  { title: 'Alien', plot: 'A crew meets an alien in space.' },
  { title: 'Aliens', plot: 'Marines return to space.' },
  { title: 'Casablanca' },
  { plot: 'A space opera without a name.' },
];
const settings = tfidf({
  title: [{ analyser: 'charWb', ngrams: [3, 3], weight: 0.5 }],
  plot: [{ stopWords: 'english' }],
});

const rowOf = (features: ReturnType<TfidfFeatures['transform']>, row: number) => {
  const { rowOffsets, columns, values } = features.matrix;
  return Array.from(columns.slice(rowOffsets[row], rowOffsets[row + 1]), (column, k) => [
    column,
    values[rowOffsets[row]! + k],
  ]);
};

describe('TfidfFeatures', () => {
  const extractor = fitTfidfFeatures(movies, settings);
  const features = extractor.transform(movies);

  it('gives title and plot vocabularies of their own, side by side', () => {
    const terms = Array.from({ length: extractor.columnCount }, (_, column) => termAt(extractor, column));
    expect(terms).toContainEqual({ term: 'ali', field: 'title' });
    expect(terms).toContainEqual({ term: 'space', field: 'plot' });
    expect(terms.findIndex(({ field }) => field === 'plot')).toBe(
      terms.filter(({ field }) => field === 'title').length,
    );
  });

  it('gives each block the length of its weight', () => {
    const lengthOf = (field: string) =>
      Math.hypot(
        ...rowOf(features, 0).map(([column, value]) =>
          termAt(extractor, column!).field === field ? value! : 0,
        ),
      );
    expect(lengthOf('title')).toBeCloseTo(0.5, 12);
    expect(lengthOf('plot')).toBeCloseTo(1, 12);
  });

  it('restricts to a field as if the other had never been given', () => {
    const titles = extractor.transform(movies.map(({ title }) => ({ title })));
    expect(restrictFeatures(extractor, features, ['title'])).toEqual(titles);
    expect(restrictFeatures(extractor, features, ['title', 'plot'])).toEqual(features);
  });

  it('makes the same rows one by one', () => {
    movies.forEach((movie, row) => {
      expect(rowOf(extractor.transform([movie]), 0)).toEqual(rowOf(features, row));
    });
  });

  it('survives saving', () => {
    expect(TfidfFeatures.restore(saveFeatures(extractor)).transform(movies)).toEqual(features);
  });

  it('leaves out fields that were not asked for, or that no movie has', () => {
    expect(fitTfidfFeatures(movies, settings, ['plot']).fields).toEqual(['plot']);
    expect(fitTfidfFeatures([{ title: 'Alien' }], settings).fields).toEqual(['title']);
    expect(() => fitTfidfFeatures([{ title: 'Alien' }], settings, ['plot'])).toThrow(GenrekitError);
  });

  it('serves both fields with one block when given the options of a block', () => {
    expect(tfidf({ ngrams: [1, 2] })).toEqual({
      kind: 'tfidf',
      title: [{ ngrams: [1, 2] }],
      plot: [{ ngrams: [1, 2] }],
    });
    expect(() => tfidf({ ngrams: [1, 2], title: [] } as never)).toThrow(/got both/);
    expect(() => tfidf({ plot: [{ weight: 0 }] })).toThrow(/tfidf.plot\[0\].weight/);
    expect(() => tfidf({ title: {} } as never)).toThrow(/list of blocks/);
  });
});
