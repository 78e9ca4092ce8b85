import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { evaluatePredictions } from './evaluatePredictions.ts';
import type { MetricReport, ReportMetrics } from './MetricReport.ts';
import { selectColumns } from './predictionRows.ts';
import { anyTable, type Table } from './testing/tables.ts';

const report = ({ truth, predicted, scores }: Table) => evaluatePredictions(truth, predicted, scores);

function expectSameMetrics(
  actual: ReportMetrics,
  expected: ReportMetrics,
  except: (keyof ReportMetrics)[] = [],
): void {
  for (const name of Object.keys(expected) as (keyof ReportMetrics)[]) {
    if (except.includes(name)) continue;
    if (expected[name] === null) expect(actual[name], name).toBeNull();
    else expect(actual[name], name).toBeCloseTo(expected[name], 12);
  }
}

/** The numbers whose best value is 0 and that may pass 1. */
const unbounded = ['coverageError', 'logLoss', 'labelCardinality', 'predictedLabelCardinality'];

describe('evaluatePredictions', () => {
  it('reports a small table as worked out by hand', () => {
    const labels = new LabelSet(['Comedy', 'Drama', 'War']);
    const truth = LabelMatrix.fromNames([['Drama'], ['Comedy', 'Drama'], ['Comedy'], []], labels);
    const predicted = LabelMatrix.fromNames([['Drama'], ['Drama'], ['Comedy', 'Drama'], []], labels);
    const scores = ScoreMatrix.fromRows(
      [
        [0.1, 0.9, 0.2],
        [0.4, 0.8, 0.1],
        [0.6, 0.7, 0.1],
        [0.2, 0.3, 0.4],
      ],
      labels,
    );
    const { metrics, perLabel, ...rest } = evaluatePredictions(truth, predicted, scores);
    expect(rest).toEqual({ sampleCount: 4, labels: ['Comedy', 'Drama', 'War'] });
    expect(perLabel).toEqual([
      { label: 'Comedy', support: 2, precision: 1, recall: 1 / 2, f1: 2 / 3, averagePrecision: 1, rocAuc: 1 },
      { label: 'Drama', support: 2, precision: 2 / 3, recall: 1, f1: 4 / 5, averagePrecision: 1, rocAuc: 1 },
      { label: 'War', support: 0, precision: 0, recall: 0, f1: 0, averagePrecision: null, rocAuc: null },
    ]);
    expectSameMetrics(metrics, {
      microF1: 3 / 4,
      macroF1: (2 / 3 + 4 / 5) / 3,
      weightedF1: (2 / 3 + 4 / 5) / 2,
      samplesF1: (1 + 2 / 3 + 2 / 3 + 0) / 4,
      microPrecision: 3 / 4,
      macroPrecision: (1 + 2 / 3) / 3,
      microRecall: 3 / 4,
      macroRecall: (1 / 2 + 1) / 3,
      jaccardSamples: (1 + 1 / 2 + 1 / 2 + 0) / 4,
      subsetAccuracy: 2 / 4,
      hammingLoss: 2 / 12,
      elementwiseAccuracy: 10 / 12,
      lrap: (1 + 1 + 1 / 2 + 1) / 4,
      coverageError: (1 + 2 + 2 + 0) / 4,
      rankingLoss: (0 + 0 + 1 / 2 + 0) / 4,
      oneError: 1 / 3,
      macroAveragePrecision: 1,
      // The list of cells by falling score is + + - + - + and eight more.
      microAveragePrecision: (1 + 1 + 3 / 4 + 4 / 6) / 4,
      macroRocAuc: 1,
      brierScore: (0.01 + 0.01 + 0.04 + 0.36 + 0.04 + 0.01 + 0.16 + 0.49 + 0.01 + 0.04 + 0.09 + 0.16) / 12,
      logLoss:
        -[0.9, 0.9, 0.8, 0.4, 0.8, 0.9, 0.6, 0.3, 0.9, 0.8, 0.7, 0.6].reduce(
          (sum, p) => sum + Math.log(p),
          0,
        ) / 12,
      labelCardinality: 1,
      predictedLabelCardinality: 1,
      labelDensity: 1 / 3,
      predictedLabelDensity: 1 / 3,
    });
  });

  it('is null, never NaN, where a number is undefined, and survives JSON', () => {
    fc.assert(
      fc.property(
        anyTable,
        fc.constantFrom(0, 1, Number.NaN),
        fc.boolean(),
        (table, zeroDivision, hasScores) => {
          const scores = hasScores ? table.scores : undefined;
          const made = evaluatePredictions(table.truth, table.predicted, scores, { zeroDivision });
          expect(JSON.parse(JSON.stringify(made))).toEqual(made);
          expect(JSON.stringify(made)).not.toContain('undefined');
          for (const value of Object.values(made.metrics)) {
            expect(value === null || Number.isFinite(value)).toBe(true);
          }
        },
      ),
    );
  });

  it('leaves null what needs scores, or probabilities, and has none', () => {
    const truth = LabelMatrix.fromRows([
      [1, 0],
      [0, 1],
    ]);
    const needScores = [
      ...['lrap', 'coverageError', 'rankingLoss', 'oneError'],
      ...['macroAveragePrecision', 'microAveragePrecision', 'macroRocAuc', 'brierScore', 'logLoss'],
    ];
    const nullNames = ({ metrics }: MetricReport) =>
      Object.entries(metrics).flatMap(([name, value]) => (value === null ? [name] : []));
    expect(nullNames(evaluatePredictions(truth, truth)).sort()).toEqual(needScores.sort());
    const margins = ScoreMatrix.fromRows([
      [2, -1],
      [-3, 0.5],
    ]);
    expect(nullNames(evaluatePredictions(truth, truth, margins))).toEqual(['brierScore', 'logLoss']);
  });

  it('leaves null what 0 / 0 gives when zeroDivision is NaN', () => {
    const truth = LabelMatrix.fromRows([
      [1, 0],
      [1, 0],
    ]);
    const none = LabelMatrix.fromRows([
      [0, 0],
      [0, 0],
    ]);
    const { metrics, perLabel } = evaluatePredictions(truth, none, undefined, { zeroDivision: Number.NaN });
    expect(metrics).toMatchObject({ microPrecision: null, macroPrecision: null, microRecall: 0, macroF1: 0 });
    expect(perLabel[1]).toMatchObject({ precision: null, recall: null, f1: null });
  });

  it('keeps every number in its bounds', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        for (const [name, value] of Object.entries(report(table).metrics)) {
          if (value === null) continue;
          expect(value, name).toBeGreaterThanOrEqual(0);
          if (!unbounded.includes(name)) expect(value, name).toBeLessThanOrEqual(1);
        }
        const { coverageError, labelCardinality, predictedLabelCardinality } = report(table).metrics;
        for (const count of [coverageError, labelCardinality, predictedLabelCardinality]) {
          expect(count).toBeLessThanOrEqual(table.truth.labelCount);
        }
        expect(coverageError).toBeGreaterThanOrEqual(labelCardinality! - 1e-12);
      }),
    );
  });

  it('finds a perfect prediction perfect', () => {
    fc.assert(
      fc.property(anyTable, ({ truth }) => {
        const perfect = new LabelMatrix(truth.labels, truth.sampleCount, truth.values);
        const scores = new ScoreMatrix(truth.labels, truth.sampleCount, Float64Array.from(truth.values));
        const { metrics, perLabel } = evaluatePredictions(truth, perfect, scores, { zeroDivision: 1 });
        const best = ['microF1', 'macroF1', 'weightedF1', 'samplesF1', 'microPrecision', 'macroPrecision'];
        best.push(
          'microRecall',
          'macroRecall',
          'jaccardSamples',
          'subsetAccuracy',
          'elementwiseAccuracy',
          'lrap',
        );
        for (const name of best) expect(metrics[name as keyof ReportMetrics], name).toBeCloseTo(1, 12);
        for (const name of ['hammingLoss', 'rankingLoss', 'brierScore'] as const)
          expect(metrics[name]).toBe(0);
        for (const name of [
          'oneError',
          'macroAveragePrecision',
          'microAveragePrecision',
          'macroRocAuc',
        ] as const) {
          if (metrics[name] !== null) expect(metrics[name]).toBeCloseTo(name === 'oneError' ? 0 : 1, 12);
        }
        expect(metrics.logLoss).toBeCloseTo(0, 12);
        expect(metrics.coverageError).toBeCloseTo(metrics.labelCardinality!, 12);
        expect(metrics.predictedLabelCardinality).toBe(metrics.labelCardinality);
        for (const { f1 } of perLabel) expect(f1).toBe(1);
      }),
    );
  });

  it('does not depend on the order of samples', () => {
    fc.assert(
      fc.property(anyTable, fc.infiniteStream(fc.nat()), (table, stream) => {
        const order = shuffled(table.truth.sampleCount, stream);
        const { labels, labelCount } = table.scores;
        const scoreRows = order.map((row) =>
          table.scores.values.slice(row * labelCount, (row + 1) * labelCount),
        );
        const moved = evaluatePredictions(
          table.truth.selectRows(order),
          table.predicted.selectRows(order),
          ScoreMatrix.fromRows(scoreRows, labels),
        );
        expectSameMetrics(moved.metrics, report(table).metrics);
      }),
    );
  });

  it('does not depend on the order of labels, but for ties in one-error', () => {
    fc.assert(
      fc.property(anyTable, fc.infiniteStream(fc.nat()), (table, stream) => {
        const order = shuffled(table.truth.labelCount, stream);
        const labels = new LabelSet(order.map((label) => table.truth.labels.names[label]!));
        const moved = evaluatePredictions(
          table.truth.selectLabels(labels.names),
          table.predicted.selectLabels(labels.names),
          selectColumns(table.scores, labels),
        );
        const before = report(table);
        expectSameMetrics(moved.metrics, before.metrics, ['oneError']);
        expect(moved.perLabel).toEqual(order.map((label) => before.perLabel[label]));
      }),
    );
  });

  it('does not look at unknown cells', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { known } = table.truth;
        if (known === undefined) return;
        const flip = ({ labels, sampleCount, values }: LabelMatrix, mask?: Uint8Array) =>
          new LabelMatrix(
            labels,
            sampleCount,
            values.map((value, cell) => (known[cell] === 0 ? 1 - value : value)),
            mask,
          );
        const scores = new ScoreMatrix(
          table.scores.labels,
          table.scores.sampleCount,
          table.scores.values.map((score, cell) => (known[cell] === 0 ? 1 - score : score)),
        );
        const changed = evaluatePredictions(flip(table.truth, known), flip(table.predicted), scores);
        expect(changed).toEqual(report(table));
      }),
    );
  });

  it('treats a sample of which nothing is known as if it were not there', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { truth, predicted, scores } = table;
        const width = truth.labelCount;
        const append = <T extends Uint8Array | Float64Array>(cells: T, value: number): T => {
          const longer = new (cells.constructor as new (length: number) => T)(cells.length + width);
          longer.fill(value as never).set(cells as never);
          return longer;
        };
        const count = truth.sampleCount + 1;
        const known = truth.known ?? new Uint8Array(truth.values.length).fill(1);
        const longer = evaluatePredictions(
          new LabelMatrix(truth.labels, count, append(truth.values, 1), append(known, 0)),
          new LabelMatrix(truth.labels, count, append(predicted.values, 0)),
          new ScoreMatrix(truth.labels, count, append(scores.values, 0.5)),
          { zeroDivision: 1 },
        );
        const shorter = evaluatePredictions(truth, predicted, scores, { zeroDivision: 1 });
        expectSameMetrics(longer.metrics, shorter.metrics);
        expect(longer.perLabel).toEqual(shorter.perLabel);
      }),
    );
  });
});

/** 0, 1, ..., count - 1 in an order that the stream decides. */
function shuffled(count: number, stream: Iterable<number>): number[] {
  const iterator = stream[Symbol.iterator]();
  const keys = Array.from({ length: count }, () => iterator.next().value as number);
  return keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
}
