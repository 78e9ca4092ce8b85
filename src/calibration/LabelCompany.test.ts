import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { Calibration } from './Calibration.ts';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import { crossFitCompany } from './crossFitCompany.ts';
import { fitCalibration } from './fitCalibration.ts';
import { fitLabelCompany } from './fitLabelCompany.ts';
import { growSetTree } from './growSetTree.ts';
import { LabelCompany, weightOf } from './LabelCompany.ts';
import { readLabelCompany } from './readLabelCompany.ts';
import { saveCalibration } from './saveCalibration.ts';

const LABEL_COUNT = 5;

/** What the class sums cleverly, summed over all sets. */
function naive(
  row: readonly number[],
  sizeSteps: readonly number[],
  steps: ReadonlyMap<string, number>,
): number[] {
  const sums = row.map(() => 0);
  let total = 0;
  for (let bits = 0; bits < 2 ** row.length; bits++) {
    const members = row.flatMap((_, label) => ((bits >> label) & 1 ? [label] : []));
    const odds = members.reduce((product, label) => product * (row[label]! / (1 - row[label]!)), 1);
    const worth =
      odds *
      (members.length < sizeSteps.length ? weightOf(sizeSteps[members.length]!) : 0) *
      weightOf(steps.get(members.join(' ')) ?? 0);
    total += worth;
    for (const label of members) sums[label]! += worth;
  }
  return total > 0 ? sums.map((sum) => sum / total) : [...row];
}

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const someSets = fc.uniqueArray(fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 3 }), {
  selector: (members) => members.join(' '),
  maxLength: 12,
});

/** Size weights, and sets with weights of their own, as a company and as a table. */
const companies = fc
  .tuple(
    fc.array(fc.integer({ min: -50, max: 0 }), { minLength: 4, maxLength: 4 }),
    someSets.chain((sets) =>
      fc.tuple(
        fc.constant(sets),
        fc.array(fc.integer({ min: -30, max: 30 }), { minLength: sets.length, maxLength: sets.length }),
      ),
    ),
  )
  .map(([sizeSteps, [sets, steps]]) => {
    const table = new Map(sets.map((members, i) => [members.join(' '), steps[i]!]));
    const { depths, members } = growSetTree(sets, 1);
    const path: number[] = [];
    const ownSteps = Int8Array.from(depths, (depth, node) => {
      path.length = depth - 1;
      path.push(members[node]!);
      return table.get(path.join(' ')) ?? 0;
    });
    const arrays = { sizeSteps: Int8Array.from(sizeSteps), depths, members, steps: ownSteps };
    return { company: new LabelCompany(LABEL_COUNT, arrays), sizeSteps, table };
  });

const rows = fc.array(probability, { minLength: LABEL_COUNT, maxLength: LABEL_COUNT });

describe('LabelCompany', () => {
  it('sums over all label sets as a plain sum does', () => {
    fc.assert(
      fc.property(companies, rows, ({ company, sizeSteps, table }, row) => {
        const adjusted = Float64Array.from(row);
        company.adjustRow(adjusted, 0);
        naive(row, sizeSteps, table).forEach((expected, label) => {
          expect(adjusted[label]).toBeCloseTo(expected, 10);
        });
      }),
    );
  });

  it('leaves labels alone whose sets all count the same', () => {
    const arrays = {
      sizeSteps: new Int8Array(LABEL_COUNT + 1),
      depths: new Uint8Array(0),
      members: new Uint16Array(0),
      steps: new Int8Array(0),
    };
    fc.assert(
      fc.property(rows, (row) => {
        const adjusted = Float64Array.from(row);
        new LabelCompany(LABEL_COUNT, arrays).adjustRow(adjusted, 0);
        row.forEach((expected, label) => {
          expect(adjusted[label]).toBeCloseTo(expected, 10);
        });
      }),
    );
  });

  it('makes a label more likely when it is more likely by itself', () => {
    fc.assert(
      fc.property(
        companies,
        rows,
        fc.nat(LABEL_COUNT - 1),
        fc.double({ min: 1.01, max: 5, noNaN: true }),
        ({ company }, row, label, factor) => {
          const [low, high] = [Float64Array.from(row), Float64Array.from(row)];
          high[label] = 1 - (1 - row[label]!) / factor;
          company.adjustRow(low, 0);
          company.adjustRow(high, 0);
          expect(high[label]!).toBeGreaterThanOrEqual(low[label]! - 1e-12);
        },
      ),
    );
  });

  it('keeps impossible labels impossible, and further labels as they are', () => {
    const arrays = {
      sizeSteps: Int8Array.of(-80, 0, -8),
      depths: new Uint8Array(0),
      members: new Uint16Array(0),
      steps: new Int8Array(0),
    };
    const row = Float64Array.of(0, 0.5, 1, 0.25);
    new LabelCompany(3, arrays).adjustRow(row, 0);
    expect(row[0]).toBe(0);
    expect(row[3]).toBe(0.25);
    expect(row[2]).toBeGreaterThan(0.999);
    const nothing = Float64Array.of(0, 0, 0, 0.25);
    new LabelCompany(3, arrays).adjustRow(nothing, 0);
    expect([...nothing]).toEqual([0, 0, 0, 0.25]);
  });
});

/** Samples of which two labels come together or not at all, a third by itself, and never all or none. */
function companions(count: number) {
  const random = new SeededRandom(5);
  const truth = Array.from({ length: count }, () => (random.float() < 0.4 ? [1, 1, 0] : [0, 0, 1]));
  const vague = truth.map((labels) => labels.map((value) => (value + 2 * random.float()) / 3));
  return { truth: LabelMatrix.fromRows(truth), scores: ScoreMatrix.fromRows(vague) };
}

describe('fitLabelCompany', () => {
  const { truth, scores } = companions(600);
  const joint = fitCalibration(scores, truth, { method: 'platt', isJoint: true });
  const alone = fitCalibration(scores, truth, { method: 'platt' });

  it('learns the sizes and sets that occur', () => {
    const gaps = (values: Float64Array) => {
      const sums = [0, 0];
      for (let first = 0; first < values.length; first += 3) {
        const [a, b, c] = values.subarray(first, first + 3) as unknown as [number, number, number];
        sums[0]! += Math.abs(a - b) / truth.sampleCount;
        sums[1]! += Math.abs(a + c - 1) / truth.sampleCount;
      }
      return sums;
    };
    const before = gaps(alone.apply(scores).values);
    gaps(joint.apply(scores).values).forEach((gap, i) => {
      expect(gap).toBeLessThan(before[i]! / 2);
    });
  });

  it('makes probabilities better and keeps their mean', () => {
    const loss = (values: Float64Array) =>
      values.reduce((sum, p, cell) => sum - Math.log(truth.values[cell] === 1 ? p : 1 - p), 0);
    const own = joint.apply(scores).values;
    expect(loss(own)).toBeLessThan(0.7 * loss(alone.apply(scores).values));
    const mean = own.reduce((sum, p) => sum + p, 0) / own.length;
    const share = truth.values.reduce((sum, value) => sum + value, 0) / own.length;
    expect(mean).toBeCloseTo(share, 2);
  });

  it('believes in labels that stand alone where there is nothing to learn', () => {
    const random = new SeededRandom(3);
    const chances = [0.2, 0.5, 0.35, 0.1];
    const rows = Array.from({ length: 4000 }, () => chances.map((p) => (random.float() < p ? 1 : 0)));
    const own = LabelMatrix.fromRows(rows);
    const given = ScoreMatrix.fromRows(rows.map(() => chances));
    const company = fitLabelCompany(given, own)!;
    const row = Float64Array.from(chances);
    company.adjustRow(row, 0);
    chances.forEach((p, label) => {
      expect(row[label]).toBeCloseTo(p, 1);
    });
  });

  it('passes over unknown labels', () => {
    const known = new Uint8Array(truth.values.length).fill(1);
    for (let cell = 2; cell < known.length; cell += 3) known[cell] = 0;
    const company = fitLabelCompany(
      alone.apply(scores),
      new LabelMatrix(truth.labels, truth.sampleCount, truth.values, known),
    )!;
    expect(company.arrays.sizeSteps).toHaveLength(3);
    expect(company.arrays.members).not.toContain(2);
  });

  it('learns nothing of no samples, and of sets that are too large', () => {
    expect(fitLabelCompany(alone.apply(scores), truth, () => false)).toBeUndefined();
    const many = LabelMatrix.fromRows([Array.from({ length: 40 }, () => 1)]);
    const sure = new ScoreMatrix(many.labels, 1, new Float64Array(40).fill(0.9));
    expect(fitLabelCompany(sure, many)).toBeUndefined();
  });

  it('is cross-fitted without the samples it is used on', () => {
    const p = alone.apply(scores);
    const folds = Int32Array.from({ length: truth.sampleCount }, (_, sample) => sample % 3);
    const crossed = crossFitCompany(p, truth, folds);
    const expected = p.values.slice();
    const second = fitLabelCompany(p, truth, (sample) => sample % 3 !== 1)!;
    second.adjustRow(expected, 3);
    expect(crossed.values.subarray(3, 6)).toEqual(expected.subarray(3, 6));
  });

  it('is saved with the calibration, to the last bit', () => {
    const saved = structuredClone(saveCalibration(joint));
    expect(Calibration.fromState(saved, readLabelCompany).apply(scores).values).toEqual(
      joint.apply(scores).values,
    );
  });

  it('is refused without the code for it', () => {
    const read = () => Calibration.fromState(saveCalibration(joint));
    expect(read).toThrow(expect.objectContaining({ code: 'unsupported-model' }));
  });

  it('is refused when it is damaged', () => {
    const { settings, arrays } = saveCalibration(joint);
    const [labelCount, sizeCount, ...rest] = arrays.company!;
    const nodeCount = (rest.length - sizeCount!) / 3;
    const changes: Record<string, number[]> = {
      nothing: [],
      'no label': [0, sizeCount!, ...rest],
      'labels that are not there': [labelCount! + 1, sizeCount!, ...rest],
      'no size': [labelCount!, 1, ...rest],
      'too many sizes': [labelCount!, 60, ...rest],
      'a number too few': [labelCount!, sizeCount!, ...rest.slice(1)],
      'a jump in depth': [labelCount!, sizeCount!, ...rest.toSpliced(sizeCount!, 1, 2)],
      'a label beyond the last': [labelCount!, sizeCount!, ...rest.toSpliced(sizeCount! + nodeCount, 1, 9)],
    };
    for (const [what, company] of Object.entries(changes)) {
      const damaged = { settings, arrays: { ...arrays, company: Uint16Array.from(company) } };
      const read = () => Calibration.fromState(damaged, readLabelCompany);
      expect(read, what).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    }
  });

  it('leaves the labels of a calibration in their order', () => {
    const labels = new LabelSet(['a', 'b']);
    const calibration = new Calibration(labels, [new ConstantCalibrator(0.5), new ConstantCalibrator(0.1)]);
    expect(calibration.company).toBeUndefined();
    expect(calibration.apply(ScoreMatrix.fromRows([[0, 0]], labels)).values).toEqual(
      Float64Array.of(0.5, 0.1),
    );
  });
});
