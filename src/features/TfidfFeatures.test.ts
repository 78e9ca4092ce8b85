import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { CsrBuilder } from '../math/CsrBuilder.ts';
import { fitTfidfFeatures } from './fitTfidfFeatures.ts';
import { restrictFeatures } from './restrictFeatures.ts';
import { saveFeatures } from './saveFeatures.ts';
import { type FittedBlock, TfidfFeatures, tfidf } from './TfidfFeatures.ts';
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
    const movieOf = (row: number) => movies[row]!;
    const titles = extractor.transform(movies.map(({ title }) => ({ title })));
    expect(restrictFeatures(extractor, features, ['title'], movieOf)).toEqual(titles);
    expect(restrictFeatures(extractor, features, ['title', 'plot'], movieOf)).toEqual(features);
  });

  it('reads a title in the words of plots where there is no plot, if asked to', () => {
    const shared = fitTfidfFeatures(movies, tfidf({ title: [{}], plot: [{ weight: 2, titleWeight: 0.5 }] }));
    const plain = fitTfidfFeatures(movies, tfidf({ title: [{}], plot: [{ weight: 2 }] }));
    expect(shared.transform(movies.filter(({ plot }) => plot))).toEqual(
      plain.transform(movies.filter(({ plot }) => plot)),
    );
    const given = movies.map(({ title, plot }) => ({ title: plot ?? title }));
    const { matrix } = shared.transform(given);
    const [title, plot] = shared.blocks as [FittedBlock, FittedBlock];
    given.forEach((movie, row) => {
      const alone = (block: FittedBlock, weight: number) => {
        const builder = new CsrBuilder(block.transform.termCount, 8);
        block.transform.appendRow(movie.title!, builder, block.firstColumn, weight);
        return [...builder.values.array.subarray(0, builder.values.length)];
      };
      const [first, end] = [matrix.rowOffsets[row]!, matrix.rowOffsets[row + 1]!];
      expect([...matrix.values.subarray(first, end)]).toEqual([...alone(title, 1), ...alone(plot, 0.5)]);
    });
    const titles = shared.transform(movies.map(({ title: text }) => ({ title: text })));
    const rows = (row: number) => movies[row]!;
    expect(restrictFeatures(shared, shared.transform(movies), ['title'], rows)).toEqual(titles);
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
