import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { createDecoder } from './createDecoder.ts';
import { type DecoderOptions, resolveDecoderOptions } from './DecoderOptions.ts';
import { fitLabelSets } from './fitLabelSets.ts';
import { normaliseToOne } from './normaliseToOne.ts';
import { Thresholds } from './Thresholds.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const labelCount = 5;
const labels = numberedLabels(labelCount);
/** Multiples of 1/16, so that equal probabilities and exact sums are common. */
const probability = fc.integer({ min: 0, max: 16 }).map((sixteenths) => sixteenths / 16);
const rows = fc.array(fc.array(probability, { minLength: labelCount, maxLength: labelCount }), {
  minLength: 1,
  maxLength: 6,
});
/** Label numbers by falling value, equal values by number. */
const ranked = (values: readonly number[]) =>
  values.map((_, label) => label).sort((a, b) => values[b]! - values[a]! || a - b);
const decoded = (options: DecoderOptions, table: readonly (readonly number[])[], thresholds?: Thresholds) => {
  const chosen = createDecoder(options, { labels, thresholds }).decode(ScoreMatrix.fromRows(table, labels));
  return table.map((_, sample) => chosen.namesOf(sample).map((name) => labels.indexOf(name)));
};
const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

describe('threshold decoding', () => {
  it('takes what reaches its threshold, within the limits, by ratio of probability to threshold', () => {
    const limits = fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .filter(([a, b]) => a <= b);
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.constantFrom(0.0625, 0.25, 0.5, 1.5), { minLength: 5, maxLength: 5 }),
        limits,
        (table, values, [atLeast, atMost]) => {
          const thresholds = new Thresholds(labels, Float64Array.from(values));
          const expected = table.map((row) => {
            const passing = row.filter((value, label) => value >= values[label]!).length;
            const order = ranked(row.map((value, label) => value / values[label]!));
            return ascending(order.slice(0, Math.min(atMost, Math.max(atLeast, passing))));
          });
          expect(decoded({ kind: 'threshold', atLeast, atMost }, table, thresholds)).toEqual(expected);
        },
      ),
    );
  });

  it('is unlimited by default, and may leave a sample without labels', () => {
    const thresholds = Thresholds.fixed(labels, 0.5);
    const table = [
      [0.5, 0.6, 0.7, 0.8, 0.9],
      [0.4, 0.3, 0.2, 0.1, 0],
    ];
    expect(decoded({ kind: 'threshold' }, table, thresholds)).toEqual([[0, 1, 2, 3, 4], []]);
    expect(decoded({ kind: 'calibrated', probability: 0.75 }, table)).toEqual([[3, 4], []]);
    expect(decoded({ kind: 'calibrated', atLeast: 1 }, table)).toEqual([[0, 1, 2, 3, 4], [0]]);
  });

  it('knows thresholds of 0 and below', () => {
    const thresholds = new Thresholds(labels, Float64Array.of(0, -1, 0.5, 0.5, 0.5));
    expect(decoded({ kind: 'threshold', atMost: 1 }, [[0, 1, 1, 1, 1]], thresholds)).toEqual([[0]]);
  });
});

describe('top-k decoding', () => {
  it('takes the k highest', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (table, k) => {
        const expected = table.map((row) => ascending(ranked(row).slice(0, k)));
        expect(decoded({ kind: 'topK', k }, table)).toEqual(expected);
      }),
    );
  });
});

describe('expected-F1 decoding', () => {
  it('takes the labels with the highest 2 sum(p chosen) / (sum(p) + number chosen)', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const expected = table.map((row) => {
          const total = row.reduce((a, b) => a + b, 0);
          if (total === 0) return [];
          const order = ranked(row);
          let best: number[] = [];
          let bestF = 0;
          for (let k = 1; k <= labelCount; k++) {
            const f = (2 * order.slice(0, k).reduce((sum, label) => sum + row[label]!, 0)) / (total + k);
            if (f <= bestF) continue;
            best = order.slice(0, k);
            bestF = f;
          }
          return ascending(best);
        });
        expect(decoded({ kind: 'expectedF1' }, table)).toEqual(expected);
      }),
    );
  });

  it('gives an uncertain sample its best label', () => {
    expect(decoded({ kind: 'expectedF1' }, [[0.05, 0.1, 0.02, 0.01, 0]])).toEqual([[1]]);
  });
});

describe('single-label decoding', () => {
  it('takes the one highest', () => {
    fc.assert(
      fc.property(rows, (table) => {
        expect(decoded({ kind: 'singleLabel' }, table)).toEqual(table.map((row) => [ranked(row)[0]]));
      }),
    );
  });

  it('has probabilities that add up to 1: the softmax of log-odds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (row) => {
          const exps = row.map((p) => Math.exp(Math.log(p / (1 - p))));
          const sum = exps.reduce((a, b) => a + b, 0);
          normaliseToOne(ScoreMatrix.fromRows([row], labels)).values.forEach((value, label) => {
            expect(value).toBeCloseTo(exps[label]! / sum, 9);
          });
        },
      ),
    );
    const certain = normaliseToOne(ScoreMatrix.fromRows([[1, 1, 0, 0, 0]], labels)).values;
    expect(certain[0]).toBeCloseTo(0.5, 9);
    expect(certain.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});

describe('every decoder', () => {
  const truth = LabelMatrix.fromRows([
    [1, 0, 0, 0, 0],
    [1, 1, 0, 0, 0],
    [0, 0, 1, 0, 1],
    [0, 0, 0, 0, 0],
  ]);
  const scores = ScoreMatrix.fromRows([
    [0.9, 0.1, 0, 0, 0.2],
    [0.6, 0.6, 0.1, 0, 0],
    [0, 0.3, 0.6, 0, 0.4],
    [0, 0, 0, 0, 0],
  ]);
  const labelSets = fitLabelSets(scores, truth);
  const thresholds = Thresholds.fixed(labels, 0.3);
  const kinds: DecoderOptions[] = [
    { kind: 'threshold' },
    { kind: 'calibrated' },
    { kind: 'topK' },
    { kind: 'expectedF1' },
    { kind: 'labelSet' },
    { kind: 'singleLabel' },
  ];
  for (const options of kinds) {
    it(`decides a row alone as among others: ${options.kind}`, () => {
      const decoder = createDecoder(options, { labels, thresholds, labelSets });
      fc.assert(
        fc.property(rows, (table) => {
          const probabilities = ScoreMatrix.fromRows(table, labels);
          const together = decoder.decode(probabilities);
          expect(together.known).toBeUndefined();
          const chosen = new Uint8Array(together.values.length).fill(7);
          for (let sample = table.length - 1; sample >= 0; sample--) {
            decoder.decodeRow(probabilities.values, sample * labelCount, chosen);
          }
          expect(chosen).toEqual(together.values);
          expect([...probabilities.values]).toEqual(table.flat());
        }),
      );
    });

    it(`refuses what are not probabilities of its labels: ${options.kind}`, () => {
      const decoder = createDecoder(options, { labels, thresholds, labelSets });
      const others = new LabelSet(['a', 'b', 'c', 'd', 'e']);
      const row = [[0.1, 0.2, 0.3, 0.4, 0.5]];
      expect(() => decoder.decode(ScoreMatrix.fromRows(row, others))).toThrow(code('shape-mismatch'));
      for (const bad of [1.1, -0.1, Number.NaN]) {
        const matrix = new ScoreMatrix(labels, 1, Float64Array.of(0, 0, bad, 0, 0));
        expect(() => decoder.decode(matrix)).toThrow(code('invalid-value'));
      }
    });
  }
});

describe('decoder options', () => {
  it('default to tuned thresholds', () => {
    expect(resolveDecoderOptions()).toEqual({ kind: 'threshold', atLeast: 0, atMost: 'unlimited' });
    expect(resolveDecoderOptions({ kind: 'topK', k: undefined })).toEqual({ kind: 'topK', k: 3 });
  });

  const bad: unknown[] = [
    null,
    'threshold',
    {},
    { kind: 'best' },
    { kind: 'toString' },
    { kind: 'topK', k: 0 },
    { kind: 'topK', count: 2 },
    { kind: 'expectedF1', k: 2 },
    { kind: 'threshold', atLeast: -1 },
    { kind: 'threshold', atLeast: 3, atMost: 2 },
    { kind: 'threshold', atMost: 0 },
    { kind: 'calibrated', probability: 0 },
    { kind: 'labelSet', weight: -1 },
  ];
  for (const options of bad) {
    it(`refuse ${JSON.stringify(options)}`, () => {
      expect(() => resolveDecoderOptions(options)).toThrow(code('invalid-option'));
    });
  }

  it('must fit the labels and the learned parts', () => {
    const make = (options: DecoderOptions, thresholds?: Thresholds) => () =>
      createDecoder(options, { labels, thresholds });
    expect(make({ kind: 'threshold' })).toThrow(code('invalid-option'));
    expect(make({ kind: 'labelSet' })).toThrow(code('invalid-option'));
    expect(make({ kind: 'topK', k: 6 })).toThrow(code('invalid-option'));
    expect(make({ kind: 'calibrated', atLeast: 6 })).toThrow(code('invalid-option'));
    const others = Thresholds.fixed(new LabelSet(['a']), 0.5);
    expect(make({ kind: 'threshold' }, others)).toThrow(code('shape-mismatch'));
  });
});
