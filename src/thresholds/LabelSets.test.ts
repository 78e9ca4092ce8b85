import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { createDecoder } from './createDecoder.ts';
import { fitLabelSets } from './fitLabelSets.ts';
import { LabelSets, type LabelSetsState } from './LabelSets.ts';
import { saveLabelSets } from './saveLabelSets.ts';

const code = (value: string) => expect.objectContaining({ code: value });

/** The worth of a label set for a row, straight from the formula. */
function worth(
  row: readonly number[],
  set: readonly number[],
  truthRows: readonly (readonly number[])[],
  weight: number,
) {
  const rate = (test: (row: readonly number[]) => boolean) =>
    truthRows.filter(test).length / truthRows.length;
  let value = Math.log(rate((other) => other.every((cell, label) => cell === set[label])));
  set.forEach((cell, label) => {
    value -= Math.log(rate((other) => other[label] === cell));
  });
  value *= weight;
  row.forEach((p, label) => {
    value += Math.log(set[label] === 1 ? p : 1 - p);
  });
  return value;
}

const table = (width: number, maxLength: number) =>
  fc.array(
    fc.tuple(
      fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: width, maxLength: width }),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: width, maxLength: width }),
    ),
    { minLength: 6, maxLength },
  );

describe('label-set decoding', () => {
  it('takes the best set seen in training, by the formula', () => {
    fc.assert(
      fc.property(table(4, 14), fc.constantFrom(0, 0.3, 1, 2), (cells, weight) => {
        const truthRows = cells.map(([, row]) => row);
        const probabilityRows = cells.map(([row]) => row);
        const truth = LabelMatrix.fromRows(truthRows);
        const probabilities = ScoreMatrix.fromRows(probabilityRows);
        const labelSets = fitLabelSets(probabilities, truth, { weight });
        const chosen = createDecoder({ kind: 'labelSet' }, { labels: truth.labels, labelSets }).decode(
          probabilities,
        );
        probabilityRows.forEach((row, sample) => {
          const set = [...chosen.values.subarray(sample * 4, sample * 4 + 4)];
          const best = Math.max(...truthRows.map((candidate) => worth(row, candidate, truthRows, weight)));
          expect(worth(row, set, truthRows, weight)).toBeCloseTo(best, 9);
        });
      }),
    );
  });

  it('prefers company that training shows: a worked example', () => {
    // Labels 0 and 1 come together or not at all in 6 of 8 samples.
    const truth = LabelMatrix.fromRows([
      [1, 1],
      [1, 1],
      [1, 1],
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    const row = ScoreMatrix.fromRows([[0.9, 0.45]], truth.labels);
    const flat = ScoreMatrix.fromRows(Array.from({ length: 8 }, () => [0.5, 0.5]));
    const decode = (weight: number) =>
      createDecoder(
        { kind: 'labelSet', weight },
        { labels: truth.labels, labelSets: fitLabelSets(flat, truth, { weight: 0 }) },
      ).decode(row).values;
    expect([...decode(0)]).toEqual([1, 0]);
    // Both: ln(3/8) - ln(1/4) = ln 1.5; the first alone: ln(1/8) - ln(1/4) = ln 0.5: company wins 3 to 1 against 11 to 9.
    expect([...decode(1)]).toEqual([1, 1]);
  });

  it('handles more labels than an integer has bits, and labels that all or none have', () => {
    const width = 70;
    const rows = [3, 40, 69].map((label) =>
      Array.from({ length: width }, (_, i) => (i === label || i === 0 ? 1 : 0)),
    );
    const truth = LabelMatrix.fromRows(rows);
    const probabilities = ScoreMatrix.fromRows(
      rows.map((row) => row.map((cell) => (cell === 1 ? 0.6 : 0.3))),
    );
    const labelSets = LabelSets.fromState(saveLabelSets(fitLabelSets(probabilities, truth, { weight: 1 })));
    const chosen = createDecoder({ kind: 'labelSet' }, { labels: truth.labels, labelSets }).decode(
      probabilities,
    );
    expect(chosen.values).toEqual(truth.values);
  });

  it('stays sane where probabilities are 0 and 1', () => {
    const truth = LabelMatrix.fromRows([
      [1, 0],
      [0, 1],
      [1, 1],
      [1, 0],
      [0, 1],
    ]);
    const probabilities = ScoreMatrix.fromRows([
      [1, 0],
      [0, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ]);
    const labelSets = fitLabelSets(probabilities, truth, { weight: 0.5 });
    const chosen = createDecoder({ kind: 'labelSet' }, { labels: truth.labels, labelSets }).decode(
      probabilities,
    );
    expect([...chosen.values.subarray(0, 8)]).toEqual([1, 0, 0, 1, 1, 1, 1, 0]);
  });
});

describe('fitLabelSets', () => {
  it('chooses the weight that gets most held-out samples entirely right', () => {
    fc.assert(
      fc.property(table(3, 16), (cells) => {
        const truthRows = cells.map(([, row]) => row);
        const probabilityRows = cells.map(([row]) => row);
        const folds = cells.map((_, sample) => sample % 3);
        const hits = Array.from({ length: 11 }, (_, step) => {
          let count = 0;
          cells.forEach(([row, own], sample) => {
            const others = truthRows.filter((_, other) => folds[other] !== folds[sample]);
            const sets = [...new Set(others.map((other) => other.join()))];
            const ranking = sets
              .map((set) => ({ set, value: worth(row, set.split(',').map(Number), others, step / 10) }))
              .sort((a, b) => b.value - a.value);
            // Which of two equal sets wins is a matter of rounding.
            fc.pre(ranking.length < 2 || ranking[0]!.value - ranking[1]!.value > 1e-9);
            if (ranking[0]!.set === own.join()) count++;
          });
          return count;
        });
        const { weight } = fitLabelSets(
          ScoreMatrix.fromRows(probabilityRows),
          LabelMatrix.fromRows(truthRows),
          {},
          folds,
        );
        expect(hits[Math.round(weight * 10)]).toBe(Math.max(...hits));
        expect(hits.indexOf(Math.max(...hits))).toBe(Math.round(weight * 10));
      }),
      { numRuns: 50 },
    );
  });

  it('learns only from samples of which every label is known, and drops rare sets when asked', () => {
    const labels = numberedLabels(2);
    const truth = new LabelMatrix(
      labels,
      5,
      Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 1, 1, 1),
      Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 0, 0, 1),
    );
    const probabilities = new ScoreMatrix(labels, 5, new Float64Array(10).fill(0.5));
    const setsOf = (minimumCount: number) =>
      saveLabelSets(fitLabelSets(probabilities, truth, { weight: 0, minimumCount })).arrays;
    expect([...setsOf(1).members]).toEqual([0, 1]);
    expect([...setsOf(1).counts]).toEqual([2, 1]);
    expect([...setsOf(2).members]).toEqual([0]);
    expect(() => setsOf(3)).toThrow(code('invalid-data'));
  });

  it('refuses bad input', () => {
    const truth = LabelMatrix.fromRows([[1], [0]]);
    const probabilities = ScoreMatrix.fromRows([[0.5], [0.5]]);
    const fitting = (options: object) => () => fitLabelSets(probabilities, truth, options);
    expect(fitting({ weight: -1 })).toThrow(code('invalid-option'));
    expect(fitting({ minimumCount: 0 })).toThrow(code('invalid-option'));
    expect(fitting({ folds: 3 })).toThrow(code('invalid-option'));
    expect(() => fitLabelSets(ScoreMatrix.fromRows([[2], [0]]), truth)).toThrow(code('invalid-value'));
    expect(() => fitLabelSets(probabilities, truth, {}, [0])).toThrow(code('shape-mismatch'));
  });
});

describe('LabelSets.fromState', () => {
  const truth = LabelMatrix.fromRows([
    [1, 0, 1],
    [1, 0, 1],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  const probabilities = ScoreMatrix.fromRows([
    [0.9, 0.1, 0.8],
    [0.9, 0.1, 0.8],
    [0.2, 0.7, 0.1],
    [0, 0, 0],
  ]);
  const fitted = fitLabelSets(probabilities, truth, { weight: 0.4 });
  const { settings, arrays } = saveLabelSets(fitted);

  it('decides as before saving', () => {
    const loaded = LabelSets.fromState(structuredClone(saveLabelSets(fitted)));
    expect(loaded.weight).toBe(0.4);
    const decode = (labelSets: LabelSets) =>
      createDecoder({ kind: 'labelSet' }, { labels: truth.labels, labelSets }).decode(probabilities).values;
    expect(decode(loaded)).toEqual(decode(fitted));
  });

  const damaged: Record<string, unknown> = {
    nothing: undefined,
    'no arrays': { settings },
    'a weight that is not a number': { settings: { ...settings, weight: null }, arrays },
    'repeated labels': { settings: { ...settings, labels: ['a', 'a', 'b'] }, arrays },
    'labels that are no list': { settings: { ...settings, labels: 3 }, arrays },
    'no set': {
      settings,
      arrays: { sizes: new Uint16Array(0), members: new Uint16Array(0), counts: new Uint32Array(0) },
    },
    'a missing count': { settings, arrays: { ...arrays, counts: arrays.counts.slice(1) } },
    'a count of 0': { settings, arrays: { ...arrays, counts: Uint32Array.of(2, 1, 0) } },
    'members that end early': { settings, arrays: { ...arrays, members: arrays.members.slice(1) } },
    'a label beyond the last': {
      settings,
      arrays: { ...arrays, members: arrays.members.map((label) => label + 2) },
    },
    'labels out of order': { settings, arrays: { ...arrays, members: Uint16Array.of(2, 0, 1) } },
    'plain lists': { settings, arrays: { ...arrays, members: [...arrays.members] } },
  };
  for (const [what, state] of Object.entries(damaged)) {
    it(`refuses ${what}`, () => {
      expect(() => LabelSets.fromState(state as LabelSetsState)).toThrow(code('invalid-model'));
    });
  }
});
