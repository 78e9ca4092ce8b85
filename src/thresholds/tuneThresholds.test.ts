import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { readOracle } from '../testing/oracles.ts';
import type { ThresholdOptions } from './ThresholdOptions.ts';
import { tuneThresholds } from './tuneThresholds.ts';

/** Counts of one label, in the plainest way. */
interface Counts {
  readonly tp: number;
  readonly predicted: number;
  readonly positives: number;
  readonly known: number;
}

function countLabel(scores: ScoreMatrix, truth: LabelMatrix, label: number, threshold: number): Counts {
  const cells = Array.from(
    { length: truth.sampleCount },
    (_, sample) => sample * truth.labelCount + label,
  ).filter((cell) => truth.known?.[cell] !== 0);
  const chosen = cells.filter((cell) => scores.values[cell]! >= threshold);
  return {
    tp: chosen.filter((cell) => truth.values[cell] === 1).length,
    predicted: chosen.length,
    positives: cells.filter((cell) => truth.values[cell] === 1).length,
    known: cells.length,
  };
}
const countAll = (scores: ScoreMatrix, truth: LabelMatrix, thresholds: ArrayLike<number>) =>
  truth.labels.names.map((_, label) => countLabel(scores, truth, label, thresholds[label]!));

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const pool = (all: readonly Counts[]): Counts =>
  all.reduce((a, b) => ({
    tp: a.tp + b.tp,
    predicted: a.predicted + b.predicted,
    positives: a.positives + b.positives,
    known: a.known + b.known,
  }));
const mean = (values: readonly number[]) =>
  ratio(
    values.reduce((a, b) => a + b, 0),
    values.length,
  );
const f = (c: Counts, beta = 1) => ratio((1 + beta * beta) * c.tp, c.predicted + beta * beta * c.positives);
const precision = (c: Counts) => ratio(c.tp, c.predicted);
const recall = (c: Counts) => ratio(c.tp, c.positives);
const microF = (all: readonly Counts[], beta = 1) => f(pool(all), beta);
const macroF = (all: readonly Counts[], beta = 1) => mean(all.map((c) => f(c, beta)));
const cardinality = (all: readonly Counts[]) => all.reduce((sum, c) => sum + ratio(c.predicted, c.known), 0);
const truthCardinality = (all: readonly Counts[]) =>
  all.reduce((sum, c) => sum + ratio(c.positives, c.known), 0);

/** Every threshold that tells known scores apart, and one above them all. */
const candidates = (scores: ScoreMatrix, label: number) => [
  ...new Set(scores.column(label)),
  Number.POSITIVE_INFINITY,
];
function combinations(choices: readonly (readonly number[])[]): number[][] {
  return choices.reduce<number[][]>(
    (rows, choice) => rows.flatMap((row) => choice.map((value) => [...row, value])),
    [[]],
  );
}
const bestOver = (tables: readonly (readonly Counts[])[], worth: (all: readonly Counts[]) => number) =>
  Math.max(...tables.map((all) => worth(all)));

const problem = (labelCount: number, maxSamples: number, hasUnknown = true) =>
  fc
    .array(
      fc.tuple(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: labelCount, maxLength: labelCount }),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: labelCount, maxLength: labelCount }),
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: labelCount, maxLength: labelCount }),
      ),
      { minLength: 1, maxLength: maxSamples },
    )
    .map((rows) => {
      const labels = numberedLabels(labelCount);
      const flat = (pick: (row: (typeof rows)[number]) => number[]) => rows.flatMap(pick);
      return {
        scores: new ScoreMatrix(
          labels,
          rows.length,
          Float64Array.from(
            flat(([row]) => row),
            (x) => x / 8,
          ),
        ),
        truth: new LabelMatrix(
          labels,
          rows.length,
          Uint8Array.from(flat(([, row]) => row)),
          hasUnknown
            ? Uint8Array.from(
                flat(([, , row]) => row),
                (x) => Math.min(1, x),
              )
            : undefined,
        ),
      };
    });

const small = ScoreMatrix.fromRows([[0.1], [0.4], [0.6], [0.9]]);
const smallTruth = LabelMatrix.fromRows([[0], [1], [0], [1]]);

interface ThresholdOracle {
  readonly cases: readonly {
    readonly truth: readonly (readonly number[])[];
    readonly scores: readonly (readonly number[])[];
    readonly bestF1PerLabel: readonly number[];
    readonly bestMicroF1: number;
  }[];
}
const oracle = readOracle<ThresholdOracle>('thresholds');

describe.skipIf(oracle === undefined)('threshold oracle (skipped: the oracle folder is absent)', () => {
  it('reaches the best F1 of every label', () => {
    for (const { truth, scores, bestF1PerLabel } of oracle!.cases) {
      const truthMatrix = LabelMatrix.fromRows(truth);
      const scoreMatrix = ScoreMatrix.fromRows(scores);
      const tuned = tuneThresholds(scoreMatrix, truthMatrix, { objective: 'macroF1' });
      countAll(scoreMatrix, truthMatrix, tuned.values).forEach((counts, label) => {
        expect(f(counts)).toBeCloseTo(bestF1PerLabel[label]!, 14);
      });
      expect(tuned.achieved).toBeCloseTo(mean(bestF1PerLabel), 14);
    }
  });

  it('reaches the best micro-F1 or better', () => {
    for (const { truth, scores, bestMicroF1 } of oracle!.cases) {
      const truthMatrix = LabelMatrix.fromRows(truth);
      const scoreMatrix = ScoreMatrix.fromRows(scores);
      const tuned = tuneThresholds(scoreMatrix, truthMatrix);
      expect(microF(countAll(scoreMatrix, truthMatrix, tuned.values))).toBe(tuned.achieved);
      expect(tuned.achieved).toBeGreaterThanOrEqual(bestMicroF1 - 1e-12);
    }
  });
});

describe('tuneThresholds', () => {
  it('puts thresholds midway between scores', () => {
    // Cuts give F1 2/3, 1/2, 4/5, 2/3 from the top; 0.4 is the lowest score of the best.
    const tuned = tuneThresholds(small, smallTruth);
    expect(tuned.values[0]).toBe(0.25);
    expect(tuned.achieved).toBe(0.8);
    expect(tuned.objective).toBe('microF1');
  });

  it('keeps equal scores together', () => {
    const scores = ScoreMatrix.fromRows([[0.5], [0.5], [0.5], [0.2]]);
    const truth = LabelMatrix.fromRows([[1], [0], [0], [0]]);
    expect(tuneThresholds(scores, truth).achieved).toBe(0.5);
  });

  it('tells neighbouring doubles apart', () => {
    for (const low of [1, -1, 0, 5e-324, -5e-324, 1e150, 0.1]) {
      const next = new Float64Array([low]);
      const bits = new BigInt64Array(next.buffer);
      if (low === 0) next[0] = 5e-324;
      else bits[0]! += low > 0 ? 1n : -1n;
      if (Math.abs(next[0]!) > 1e150) continue;
      const scores = ScoreMatrix.fromRows([[low], [next[0]!]]);
      expect(tuneThresholds(scores, LabelMatrix.fromRows([[0], [1]])).achieved).toBe(1);
    }
  });

  it('predicts a label without positives for none of the samples', () => {
    for (const score of [0.7, 0, -3, 5e-324]) {
      const scores = ScoreMatrix.fromRows([[score], [score - 1]]);
      const tuned = tuneThresholds(scores, LabelMatrix.fromRows([[0], [0]]));
      expect(tuned.values[0]).toBeGreaterThan(score);
      expect(tuned.values[0]).toBeLessThan(score + 1e-9);
      expect(tuned.achieved).toBe(0);
    }
  });

  it('does not predict a label of which nothing is known', () => {
    const unknown = new LabelMatrix(small.labels, 4, smallTruth.values, new Uint8Array(4));
    for (const scope of ['perLabel', 'global'] as const) {
      expect(tuneThresholds(small, unknown, { scope }).values[0]).toBeGreaterThan(0.9);
    }
  });

  it('never changes its inputs', () => {
    const scores = small.values.slice();
    const truth = smallTruth.values.slice();
    tuneThresholds(small, smallTruth, { rareLabelGuard: [0.1, 0.5] }, [0, 1, 0, 1]);
    expect(small.values).toEqual(scores);
    expect(smallTruth.values).toEqual(truth);
  });
});

describe('per-label thresholds beat or equal every other choice', () => {
  const objectives: [ThresholdOptions, (all: readonly Counts[]) => number][] = [
    [{ objective: 'microF1' }, microF],
    [{ objective: 'macroF1' }, macroF],
    [{ objective: 'fBeta', beta: 2 }, (all) => microF(all, 2)],
    [{ objective: 'fBeta', beta: 0.5, average: 'macro' }, (all) => macroF(all, 0.5)],
  ];
  for (const [options, worth] of objectives) {
    it(JSON.stringify(options), () => {
      fc.assert(
        fc.property(problem(3, 6), ({ scores, truth }) => {
          const tables = combinations([0, 1, 2].map((label) => candidates(scores, label))).map((thresholds) =>
            countAll(scores, truth, thresholds),
          );
          const tuned = tuneThresholds(scores, truth, options);
          expect(tuned.achieved).toBeCloseTo(bestOver(tables, worth), 12);
          expect(worth(countAll(scores, truth, tuned.values))).toBeCloseTo(tuned.achieved!, 12);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('precision and recall floors', () => {
    fc.assert(
      fc.property(problem(2, 9), fc.constantFrom(0.3, 0.5, 0.75, 1), ({ scores, truth }, minimum) => {
        const precise = tuneThresholds(scores, truth, { objective: 'precisionAtLeast', minimum });
        const complete = tuneThresholds(scores, truth, { objective: 'recallAtLeast', minimum });
        for (let label = 0; label < 2; label++) {
          const all = candidates(scores, label).map((value) => countLabel(scores, truth, label, value));
          const preciseCounts = countLabel(scores, truth, label, precise.values[label]!);
          const bestRecall = Math.max(0, ...all.filter((c) => precision(c) >= minimum).map(recall));
          expect(recall(preciseCounts)).toBe(bestRecall);
          expect(preciseCounts.predicted === 0 || precision(preciseCounts) >= minimum).toBe(true);

          const completeCounts = countLabel(scores, truth, label, complete.values[label]!);
          const reaching = all.filter((c) => recall(c) >= minimum);
          const bestPrecision = Math.max(0, ...reaching.map(precision));
          expect(precision(completeCounts)).toBe(bestPrecision);
          // Among equals the most complete wins.
          const tied = reaching.filter((c) => precision(c) === bestPrecision);
          expect(recall(completeCounts)).toBe(Math.max(0, ...tied.map(recall)));
        }
      }),
    );
  });

  it('cardinality', () => {
    fc.assert(
      fc.property(problem(2, 9), ({ scores, truth }) => {
        const tuned = tuneThresholds(scores, truth, { objective: 'cardinality' });
        const tunedCounts = countAll(scores, truth, tuned.values);
        tunedCounts.forEach((counts, label) => {
          const distances = candidates(scores, label).map((value) => {
            const { predicted, positives } = countLabel(scores, truth, label, value);
            return Math.abs(predicted - positives);
          });
          expect(Math.abs(counts.predicted - counts.positives)).toBe(Math.min(...distances));
        });
        expect(tuned.achieved).toBeCloseTo(cardinality(tunedCounts), 12);
      }),
    );
  });

  it('follows a cardinality that is asked for', () => {
    const scores = ScoreMatrix.fromRows([[0.1], [0.2], [0.3], [0.4]]);
    const truth = LabelMatrix.fromRows([[0], [0], [1], [1]]);
    const achieved = (value: number) =>
      tuneThresholds(scores, truth, { objective: 'cardinality', cardinality: value }).achieved;
    expect([0.25, 0.5, 1].map(achieved)).toEqual([0.25, 0.5, 1]);
  });
});

describe('one threshold for all labels beats or equals every other', () => {
  const objectives: [ThresholdOptions, (all: readonly Counts[]) => number][] = [
    [{ objective: 'microF1' }, microF],
    [{ objective: 'macroF1' }, macroF],
    [{ objective: 'microMacroF1' }, (all) => (microF(all) + macroF(all)) / 2],
    [
      { objective: 'precisionAtLeast', minimum: 0.6 },
      (all) => (precision(pool(all)) >= 0.6 ? recall(pool(all)) : 0),
    ],
    [
      { objective: 'recallAtLeast', minimum: 0.6 },
      (all) => (recall(pool(all)) >= 0.6 ? precision(pool(all)) : 0),
    ],
    [{ objective: 'cardinality' }, (all) => -Math.abs(cardinality(all) - truthCardinality(all))],
  ];
  for (const [options, worth] of objectives) {
    it(JSON.stringify(options), () => {
      fc.assert(
        fc.property(problem(3, 8), ({ scores, truth }) => {
          const shared = [...new Set(scores.values), Number.POSITIVE_INFINITY];
          const tables = shared.map((value) => countAll(scores, truth, [value, value, value]));
          const tuned = tuneThresholds(scores, truth, { ...options, scope: 'global' });
          expect(new Set(tuned.values).size).toBe(1);
          expect(worth(countAll(scores, truth, tuned.values))).toBeCloseTo(bestOver(tables, worth), 12);
        }),
      );
    });
  }
});

describe('microMacroF1', () => {
  it('takes labels from the most frequent on, each best for micro-F1 so far plus its share of macro-F1', () => {
    fc.assert(
      fc.property(problem(3, 8), ({ scores, truth }) => {
        const supports = countAll(scores, truth, [0, 0, 0]).map((counts) => counts.positives);
        const order = [0, 1, 2].sort((a, b) => supports[b]! - supports[a]! || a - b);
        const settled: Counts[] = [];
        for (const label of order) {
          const options = candidates(scores, label)
            .sort((a, b) => b - a)
            .map((value) => countLabel(scores, truth, label, value));
          const worth = (c: Counts) => f(c) / (settled.length + 1) + microF([...settled, c]);
          settled.push(options.reduce((best, c) => (worth(c) > worth(best) + 1e-12 ? c : best)));
        }
        const { achieved } = tuneThresholds(scores, truth, { objective: 'microMacroF1' });
        expect(achieved).toBeCloseTo((microF(settled) + macroF(settled)) / 2, 12);
      }),
    );
  });
});

describe('the rare-label guard', () => {
  const scores = ScoreMatrix.fromRows([
    [0.9, 0.9],
    [0.8, 0.7],
    [0.7, 0.6],
    [0.6, 0.5],
    [0.5, 0.2],
    [0.1, 0.1],
  ]);
  const truth = LabelMatrix.fromRows([
    [1, 0],
    [1, 0],
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 1],
  ]);

  it('puts the threshold of a label that is hard to tell at its highest score', () => {
    // The first label has F1 1; the second at best 2/7, with every sample predicted.
    const open = tuneThresholds(scores, truth, { objective: 'macroF1' });
    expect([...open.values]).toEqual([expect.closeTo(0.65, 12), 0.1]);
    const guarded = tuneThresholds(scores, truth, { objective: 'macroF1', rareLabelGuard: 0.3 });
    expect([...guarded.values]).toEqual([expect.closeTo(0.65, 12), 0.9]);
    const lower = tuneThresholds(scores, truth, { objective: 'macroF1', rareLabelGuard: 0.2 });
    expect([...lower.values]).toEqual([...open.values]);
  });

  it('leaves the other labels the best micro-F1 they can have beside guarded ones', () => {
    fc.assert(
      fc.property(problem(2, 7), fc.double({ min: 0, max: 1, noNaN: true }), ({ scores, truth }, guard) => {
        const choices = [0, 1].map((label) => {
          const all = candidates(scores, label);
          const best = Math.max(...all.map((value) => f(countLabel(scores, truth, label, value))));
          const known = [...scores.column(label)].filter((_, i) => truth.known?.[i * 2 + label] !== 0);
          return best <= guard && known.length > 0 ? [Math.max(...known)] : all;
        });
        const tables = combinations(choices).map((thresholds) => countAll(scores, truth, thresholds));
        const tuned = tuneThresholds(scores, truth, { rareLabelGuard: guard });
        expect(tuned.achieved).toBeCloseTo(bestOver(tables, microF), 12);
      }),
    );
  });

  describe('with several bounds, chooses for each label', () => {
    const tune = (
      values: readonly number[],
      positives: readonly number[],
      rareLabelGuard: readonly number[],
    ) =>
      tuneThresholds(
        ScoreMatrix.fromRows(values.map((value) => [value])),
        LabelMatrix.fromRows(values.map((_, sample) => [positives.includes(sample) ? 1 : 0])),
        { rareLabelGuard },
      ).values[0];

    it('the one that does best on samples held out', () => {
      // Tuned thresholds find both held-out positives of each fold; a threshold at the highest score, none or one.
      expect(tune([0.7, 0.71, 0.72, 0.8, 0.81, 0.82, 0.1, 0.2, 0.3], [0, 1, 2, 3, 4, 5], [0, 1])).toBe(0.5);
    });

    it('the largest among equals', () => {
      expect(tune([0.9, 0.9, 0.9, 0.1, 0.1, 0.1], [0, 1, 2], [1, 0])).toBe(0.9);
    });

    it('the smallest when none finds anything', () => {
      expect(tune([0.5, 0.875, 0.625, 0.25, 0.125, 0], [0], [1, 0])).toBe(0.375);
    });
  });
});

describe('folds', () => {
  const folds = [0, 1, 2, 0, 1, 2, 0, 1, 2];

  it('tell the spread of thresholds and what to expect of new samples', () => {
    fc.assert(
      fc.property(
        problem(2, 9).filter(({ truth }) => truth.sampleCount === 9),
        ({ scores, truth }) => {
          const without = (isShown: (sample: number) => boolean) =>
            new LabelMatrix(
              truth.labels,
              9,
              truth.values,
              truth.known!.map((known, cell) => (isShown(Math.floor(cell / 2)) ? known : 0)),
            );
          const parts = [0, 1, 2].map(
            (fold) =>
              tuneThresholds(
                scores,
                without((sample) => folds[sample] !== fold),
              ).values,
          );
          const averages = [0, 1].map((label) => mean(parts.map((values) => values[label]!)));
          const tuned = tuneThresholds(scores, truth, {}, folds);
          expect(tuned.values).toEqual(tuneThresholds(scores, truth).values);
          averages.forEach((average, label) => {
            const squares = parts.reduce((sum, values) => sum + (values[label]! - average) ** 2, 0);
            expect(tuned.spread![label]).toBeCloseTo(Math.sqrt((2 / 3) * squares), 12);
          });
          const heldOut = parts.flatMap((values, fold) =>
            countAll(
              scores,
              without((sample) => folds[sample] === fold),
              values,
            ),
          );
          expect(tuned.heldOut).toBeCloseTo(microF(heldOut), 12);
          const averaged = tuneThresholds(scores, truth, { combination: 'foldMean' }, folds);
          averages.forEach((average, label) => {
            expect(averaged.values[label]).toBeCloseTo(average, 12);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leave a label whose scores are all the same as every fold wants it: never predicted, or always', () => {
    for (const foldCount of [3, 5, 7, 10]) {
      const rows = Array.from({ length: 2 * foldCount }, (_, row) => row);
      const truth = LabelMatrix.fromRows(rows.map((row) => [0, row % 2, 1]));
      const parts = rows.map((row) => row % foldCount);
      for (let step = 1; step < 100; step++) {
        const scores = ScoreMatrix.fromRows(rows.map((row) => [step / 101, row % 2, step / 101]));
        const { values } = tuneThresholds(scores, truth, { combination: 'foldMean' }, parts);
        expect(values[0]).toBeGreaterThan(step / 101);
        expect(values[2]).toBeLessThanOrEqual(step / 101);
      }
    }
  });

  it('are checked', () => {
    const tune = (folds: readonly number[]) => () => tuneThresholds(small, smallTruth, {}, folds);
    expect(tune([0, 1])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    expect(tune([0, 1, 0.5, 1])).toThrow(expect.objectContaining({ code: 'invalid-value' }));
    expect(tune([3, 3, 3, 3])).toThrow(expect.objectContaining({ code: 'invalid-value' }));
  });
});

describe('smoothing', () => {
  it('at 1 trusts the probabilities alone: the threshold of the best expected F1', () => {
    const probabilities = [0.9, 0.8, 0.3, 0.2];
    const scores = ScoreMatrix.fromRows(probabilities.map((value) => [value]));
    // Expected F1 of the top k: 1.8/3.2, 3.4/4.2, 4/5.2, 4.4/6.2: two samples, whatever the truth.
    for (const rows of [
      [[0], [0], [0], [1]],
      [[1], [1], [1], [1]],
    ]) {
      expect(tuneThresholds(scores, LabelMatrix.fromRows(rows), { smoothing: 1 }).values[0]).toBeCloseTo(
        0.55,
        15,
      );
    }
  });

  it('reports what is true, and needs probabilities', () => {
    const tuned = tuneThresholds(small, smallTruth, { smoothing: 0.5 });
    expect(tuned.achieved).toBe(microF(countAll(small, smallTruth, tuned.values)));
    const raw = ScoreMatrix.fromRows([[-1], [2]]);
    const tune = () => tuneThresholds(raw, LabelMatrix.fromRows([[0], [1]]), { smoothing: 0.5 });
    expect(tune).toThrow(expect.objectContaining({ code: 'invalid-value' }));
  });
});

describe('bad options', () => {
  const bad: object[] = [
    { objective: 'accuracy' },
    { goal: 'microF1' },
    { scope: 'local' },
    { objective: 'fBeta', beta: 0 },
    { beta: 2 },
    { objective: 'macroF1', average: 'macro' },
    { minimum: 0.5 },
    { objective: 'precisionAtLeast', minimum: 1.1 },
    { objective: 'cardinality', cardinality: -1 },
    { cardinality: 2 },
    { smoothing: 2 },
    { combination: 'mean' },
    { combination: 'foldMean' },
    { rareLabelGuard: -0.1 },
    { rareLabelGuard: [] },
    { rareLabelGuard: 0.2, scope: 'global' },
    { rareLabelGuard: 0.2, objective: 'cardinality' },
  ];
  for (const options of bad) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => tuneThresholds(small, smallTruth, options)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
    });
  }

  it('refuses tables that are not usable', () => {
    const code = (value: string) => expect.objectContaining({ code: value });
    const nan = new ScoreMatrix(small.labels, 4, Float64Array.of(0, 1, Number.NaN, 0));
    expect(() => tuneThresholds(nan, smallTruth)).toThrow(code('invalid-value'));
    expect(() => tuneThresholds(small, smallTruth.selectRows([0]))).toThrow(code('shape-mismatch'));
    expect(() => tuneThresholds(ScoreMatrix.fromRows([]), LabelMatrix.fromRows([]))).toThrow(
      code('invalid-data'),
    );
  });
});
