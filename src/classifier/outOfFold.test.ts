import { describe, expect, it } from 'vitest';
import type { SparseFeatures } from '../features/Features.ts';
import { fitTfidfFeatures } from '../features/fitTfidfFeatures.ts';
import { tfidf } from '../features/TfidfFeatures.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext, Progress } from '../learners/FitContext.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import { outOfFoldScores } from './outOfFold.ts';

/** Rows 0 to 4 have both fields, 5 to 7 a title alone, 8 and 9 a plot alone; each row has words of its own. */
const movies = Array.from({ length: 10 }, (_, row) => ({
  ...(row < 8 && { title: `title${row}` }),
  ...((row < 5 || row > 7) && { plot: `plot${row}` }),
}));
const rowShapes = movies.map(({ title, plot }) => (title ? (plot ? 'title+plot' : 'title') : 'plot'));
const labels = new LabelSet(['A', 'B']);
const truth = LabelMatrix.fromRows(
  movies.map((_, row) => [row % 2, 1]),
  labels,
);
const folds = Int32Array.from(movies, (_, row) => row % 3);
const extractor = fitTfidfFeatures(movies, tfidf({ ngrams: [1, 1] }));

/** The words of a row, found by the columns that are not 0. */
function wordsOf({ matrix }: SparseFeatures, row: number): string[] {
  const terms = extractor.blocks.flatMap(({ transform }) => transform.vocabulary.terms);
  return Array.from(
    matrix.columns.subarray(matrix.rowOffsets[row], matrix.rowOffsets[row + 1]),
    (column) => terms[column]!,
  );
}

/** Remembers what it was fitted on; scores a row by what it is shown, and tells what it must not know. */
class Witness implements Strategy {
  readonly id = 'binary-relevance';
  readonly settings = binaryRelevance();
  readonly seen: string[][] = [];
  readonly shown: string[][] = [];
  readonly contexts: FitContext[] = [];
  private known = new Set<string>();

  fit(features: SparseFeatures, given: LabelMatrix, context: FitContext): void {
    const words = Array.from({ length: given.sampleCount }, (_, row) => wordsOf(features, row));
    this.known = new Set(words.flat());
    this.seen.push(words.map((list) => list.join(' ')));
    this.contexts.push(context);
    context.onProgress?.({ stage: 'fitting', done: 1, total: 2 });
  }

  scores(features: SparseFeatures): ScoreMatrix {
    const { rowCount } = features.matrix;
    const values = new Float64Array(rowCount * 2);
    for (let row = 0; row < rowCount; row++) {
      const words = wordsOf(features, row);
      this.shown.push(words);
      expect(words.filter((word) => this.known.has(word))).toEqual([]);
      values[row * 2] = Number(/\d+/.exec(words[0]!)![0]);
      values[row * 2 + 1] = words.length;
    }
    return new ScoreMatrix(labels, rowCount, values);
  }

  state(): never {
    throw new Error('Nobody saves a witness.');
  }
}

describe('outOfFoldScores', () => {
  it('scores each row, in each shape it can be given in, by a fit that did not see it', async () => {
    const witness = new Witness();
    const stages: Progress[] = [];
    const sampleWeights = Float64Array.from(movies, (_, row) => row + 1);
    const parts = await outOfFoldScores({
      extractor,
      features: extractor.transform(movies),
      movies,
      labels: truth,
      rowShapes: rowShapes as never,
      folds,
      foldCount: 3,
      strategy: witness,
      context: { seed: 7, sampleWeights, onProgress: (progress) => stages.push(progress) },
    });
    expect(parts.map(({ shape, rows }) => [shape, [...rows]])).toEqual([
      ['title+plot', [0, 1, 2, 3, 4]],
      ['title', [0, 1, 2, 3, 4, 5, 6, 7]],
      ['plot', [0, 1, 2, 3, 4, 8, 9]],
    ]);
    for (const { shape, rows, scores, folds: own } of parts) {
      // Each row comes back in its own place, with the words of the shape and no others.
      expect([...own]).toEqual(Array.from(rows, (row) => row % 3));
      expect([...scores.column(0)]).toEqual([...rows]);
      expect(new Set(scores.column(1))).toEqual(new Set([shape === 'title+plot' ? 2 : 1]));
    }
    expect(witness.seen.map((rows) => rows.length)).toEqual([6, 7, 7]);
    expect(witness.contexts.map((context) => [...context.sampleWeights!])).toEqual(
      [0, 1, 2].map((fold) => [...sampleWeights].filter((_, row) => row % 3 !== fold)),
    );
    expect(new Set(witness.contexts.map(({ seed }) => seed)).size).toBe(3);
    expect(stages.map(({ stage }) => stage)).toEqual(['fold 1 of 3', 'fold 2 of 3', 'fold 3 of 3']);
  });
});
