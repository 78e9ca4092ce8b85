import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { softplus } from '../math/log1p.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { selectCsrRows } from '../math/selectCsrRows.ts';
import { sigmoid } from '../math/transcendental.ts';
import { readOracle } from '../testing/oracles.ts';
import type { BinaryLearner } from './BinaryLearner.ts';
import type { BinaryFit } from './BinaryProblem.ts';
import { CONSTANT_SCORE, fitBinary, fitTogether } from './fitBinary.ts';
import { linearSvm } from './linearSvm.ts';
import { logisticRegression } from './logisticRegression.ts';

const tight = { tolerance: 1e-10, maxIterations: 1_000_000 };
const seed = { seed: 1 };
const code = (value: string) => expect.objectContaining({ code: value });

/** Rows around a planted direction, some of them on the wrong side. */
function planted(rowCount: number, columnCount: number, random: SeededRandom) {
  const rows = Array.from({ length: rowCount }, () =>
    Array.from({ length: columnCount }, () => (random.float() < 0.4 ? 0 : random.float() * 4 - 2)),
  );
  const direction = Array.from({ length: columnCount }, () => random.float() - 0.5);
  const targets = Int8Array.from(rows, (row) => {
    const sum = row.reduce((total, value, j) => total + value * direction[j]!, 0.2);
    return (random.float() < 0.1 ? -sum : sum) > 0 ? 1 : -1;
  });
  return { rows, targets };
}

/** y (w·x + bias) of each row, from the dense rows. */
function margins(rows: readonly (readonly number[])[], targets: Int8Array, { weights, bias }: BinaryFit) {
  return rows.map((row, i) => targets[i]! * row.reduce((sum, value, j) => sum + value * weights[j]!, bias));
}

const losses = {
  hinge: { loss: (m: number) => Math.max(0, 1 - m) },
  squaredHinge: {
    loss: (m: number) => Math.max(0, 1 - m) ** 2,
    slope: (m: number) => -2 * Math.max(0, 1 - m),
  },
  logistic: { loss: (m: number) => softplus(-m), slope: (m: number) => -sigmoid(-m) },
};

interface LinearOracle {
  readonly cases: readonly {
    readonly n: number;
    readonly X: readonly (readonly number[])[] | null;
    readonly y: readonly number[] | null;
    readonly C: number;
    readonly classWeight: 'balanced' | null;
    readonly logistic: { readonly weights: readonly number[]; readonly bias: number };
    readonly squaredHinge: { readonly weights: readonly number[]; readonly bias: number };
  }[];
}

describe('fitBinary against the oracle of scikit-learn', () => {
  const oracle = readOracle<LinearOracle>('linear');
  it.skipIf(oracle === undefined)('matches every case of the oracle linear.json', () => {
    let data: { X: readonly (readonly number[])[]; y: readonly number[] } = { X: [], y: [] };
    for (const { X, y, C, classWeight, logistic, squaredHinge } of oracle!.cases) {
      if (X && y) data = { X, y };
      const matrix = csrFromDense(data.X);
      const targets = Int8Array.from(data.y, (label) => (label > 0 ? 1 : -1));
      const options = { ...tight, c: C, classWeight: classWeight ?? 'none' } as const;
      for (const [learner, expected] of [
        [logisticRegression(options), logistic],
        [linearSvm(options), squaredHinge],
      ] as const) {
        const fit = fitBinary(matrix, targets, learner, seed);
        expect(fit.isConverged).toBe(true);
        expect(Math.abs(fit.bias - expected.bias)).toBeLessThan(1e-6);
        expected.weights.forEach((weight, j) => {
          expect(Math.abs(fit.weights[j]! - weight)).toBeLessThan(1e-6);
        });
      }
    }
  });
});

describe('fitBinary on problems solved by hand', () => {
  const pair = csrFromDense([[1], [-1]]);
  const targets = Int8Array.of(1, -1);
  it('squared hinge: 0.5 w² + 2 C (1 - w)² is least at 4 C / (1 + 4 C)', () => {
    const fit = fitBinary(pair, targets, linearSvm({ ...tight, c: 1, biasScale: 0 }), seed);
    expect(fit.weights[0]).toBeCloseTo(0.8, 9);
    expect(fit.bias).toBe(0);
  });
  it('hinge: 0.5 w² + 2 C max(0, 1 - w) is least at 2 C, but not above 1', () => {
    for (const [c, expected] of [
      [0.25, 0.5],
      [3, 1],
    ] as const) {
      const learner = linearSvm({ ...tight, c, loss: 'hinge', biasScale: 0 });
      expect(fitBinary(pair, targets, learner, seed).weights[0]).toBeCloseTo(expected, 9);
    }
  });
  it('logistic: 0.5 w² + 2 C log(1 + e^-w) is least where w = 2 C / (1 + e^w)', () => {
    const fit = fitBinary(pair, targets, logisticRegression({ ...tight, c: 2, biasScale: 0 }), seed);
    expect(fit.weights[0]).toBeCloseTo(4 * sigmoid(-fit.weights[0]!), 9);
  });
  it('rows without entries leave the bias alone: 0.5 b² + 3 (1 - b)² + (1 + b)² is least at 4 / 9', () => {
    const empty = csrFromDense([[0], [0], [0], [0]]);
    const fit = fitBinary(empty, Int8Array.of(1, 1, -1, 1), linearSvm({ ...tight, c: 1 }), seed);
    expect(fit.bias).toBeCloseTo(4 / 9, 9);
    expect([...fit.weights]).toEqual([0]);
  });
  it('rows without entries and no bias give scores of 0, never NaN', () => {
    const empty = new CsrMatrix(2, 0, new Int32Array(3), new Int32Array(0), new Float64Array(0));
    for (const learner of [
      linearSvm({ biasScale: 0 }),
      linearSvm({ biasScale: 0, loss: 'hinge' }),
      logisticRegression({ biasScale: 0 }),
    ]) {
      expect(fitBinary(empty, targets, learner, seed)).toMatchObject({ bias: 0, isConverged: true });
    }
  });
});

describe('the optimum that fitBinary finds', () => {
  const classWeights = [
    { classWeight: 'none' },
    { classWeight: 'balanced' },
    { classWeight: { positive: 3, negative: 0.5 } },
  ] as const;
  const problem = fc.record({
    dataSeed: fc.nat(),
    rowCount: fc.integer({ min: 4, max: 40 }),
    columnCount: fc.integer({ min: 1, max: 8 }),
    c: fc.constantFrom(0.05, 0.5, 4),
    biasScale: fc.constantFrom(0, 1, 3),
    weighting: fc.constantFrom(...classWeights),
  });

  function costsOf(targets: Int8Array, sampleWeights: Float64Array, learner: BinaryLearner): number[] {
    const total = (sign: number) =>
      targets.reduce((sum, target, i) => sum + (target === sign ? sampleWeights[i]! : 0), 0);
    const factor = (sign: number) => {
      if (learner.classWeight === 'none') return 1;
      if (learner.classWeight === 'balanced') return (total(1) + total(-1)) / (2 * total(sign));
      return sign === 1 ? learner.classWeight.positive : learner.classWeight.negative;
    };
    return Array.from(targets, (target, i) =>
      target === 0 ? 0 : learner.c * sampleWeights[i]! * factor(target),
    );
  }

  it.each(['squaredHinge', 'logistic', 'hinge'] as const)(
    '%s: the gradient vanishes, the KKT conditions hold and the duality gap is closed',
    (name) => {
      fc.assert(
        fc.property(problem, ({ dataSeed, rowCount, columnCount, c, biasScale, weighting }) => {
          const random = new SeededRandom(dataSeed);
          const { rows, targets } = planted(rowCount, columnCount, random);
          targets[0] = 1;
          targets[1] = -1;
          targets[2] = 0;
          const sampleWeights = Float64Array.from(rows, () => 0.25 + 2 * random.float());
          const options = { ...tight, tolerance: tight.tolerance, ...weighting, c, biasScale };
          const learner =
            name === 'logistic' ? logisticRegression(options) : linearSvm({ ...options, loss: name });
          const fit = fitBinary(csrFromDense(rows), targets, learner, { ...seed, sampleWeights });
          expect(fit.isConverged).toBe(true);

          const costs = costsOf(targets, sampleWeights, learner);
          const margin = margins(rows, targets, fit);
          const constant = biasScale === 0 ? 0 : fit.bias / biasScale; // the weight of the constant feature
          const squaredNorm = fit.weights.reduce((sum, weight) => sum + weight * weight, constant * constant);
          const { loss, slope } = { slope: undefined, ...losses[name] };
          if (slope !== undefined) {
            // A dual gradient off by the tolerance moves a loss's slope by at most 2 cost * tolerance, entries are <= 3,
            // and gradients move on after the pass has looked at them: hence the factor of 10.
            const totalCost = costs.reduce((sum, cost) => sum + cost, 0);
            const bound = 1e-9 + 10 * 3 * 2 * tight.tolerance * totalCost;
            const pull = margin.map((m, i) => (targets[i] === 0 ? 0 : costs[i]! * slope(m) * targets[i]!));
            fit.weights.forEach((weight, j) => {
              const gradient = pull.reduce((sum, p, i) => sum + p * rows[i]![j]!, weight);
              expect(Math.abs(gradient)).toBeLessThan(bound);
            });
            const biasGradient = pull.reduce((sum, p) => sum + p * biasScale, constant);
            expect(Math.abs(biasGradient)).toBeLessThan(bound);
          }
          let primal = 0.5 * squaredNorm;
          let dual = -0.5 * squaredNorm;
          fit.dual.forEach((a, i) => {
            if (targets[i] === 0) {
              expect(a).toBe(0);
              return;
            }
            const cost = costs[i]!;
            primal += cost * loss(margin[i]!);
            if (name === 'logistic') {
              expect(a).toBeCloseTo(cost * sigmoid(-margin[i]!), 6);
              dual -= a * Math.log(a / cost) + (cost - a) * Math.log1p(-a / cost);
            } else if (name === 'squaredHinge') {
              expect(a).toBeCloseTo(2 * cost * Math.max(0, 1 - margin[i]!), 6);
              dual += a - (a * a) / (4 * cost);
            } else {
              if (a === 0) expect(margin[i]).toBeGreaterThan(1 - 1e-7);
              else if (a > cost * (1 - 1e-12)) expect(margin[i]).toBeLessThan(1 + 1e-7);
              else expect(margin[i]).toBeCloseTo(1, 6);
              dual += a;
            }
          });
          expect(primal - dual).toBeGreaterThan(-1e-7 * (1 + primal));
          expect(primal - dual).toBeLessThan(1e-7 * (1 + primal));
        }),
        { numRuns: 100 },
      );
    },
  );
});

describe('fitBinary', () => {
  const random = new SeededRandom(11);
  const { rows, targets } = planted(80, 6, random);
  const matrix = csrFromDense(rows);
  const learners: BinaryLearner[] = [
    linearSvm(tight),
    linearSvm({ ...tight, loss: 'hinge' }),
    logisticRegression(tight),
  ];
  const close = (a: BinaryFit, b: BinaryFit, digits = 6) => {
    a.weights.forEach((weight, j) => {
      expect(weight).toBeCloseTo(b.weights[j]!, digits);
    });
    expect(a.bias).toBeCloseTo(b.bias, digits);
  };

  it.each(learners)('leaves rows of target 0 and of weight 0 out: $kind $loss $classWeight', (learner) => {
    const masked = Int8Array.from(targets, (target, i) => (i % 3 === 0 ? 0 : target));
    const sampleWeights = Float64Array.from(targets, (_, i) => (i % 3 === 0 ? 0 : 1));
    const kept = rows.flatMap((_, i) => (i % 3 === 0 ? [] : [i]));
    const expected = fitBinary(
      selectCsrRows(matrix, kept),
      Int8Array.from(kept, (i) => targets[i]!),
      learner,
      seed,
    );
    close(fitBinary(matrix, masked, learner, seed), expected);
    close(fitBinary(matrix, targets, learner, { ...seed, sampleWeights }), expected);
  });

  it.each([...learners, linearSvm({ ...tight, classWeight: 'balanced' })])(
    'takes a row of weight 2 as the row twice: $kind $loss $classWeight',
    (learner) => {
      const sampleWeights = Float64Array.from(targets, (_, i) => (i < 20 ? 2 : 1));
      const twice = [...rows.keys(), ...Array.from({ length: 20 }, (_, i) => i)];
      close(
        fitBinary(matrix, targets, learner, { ...seed, sampleWeights }),
        fitBinary(
          selectCsrRows(matrix, twice),
          Int8Array.from(twice, (i) => targets[i]!),
          learner,
          seed,
        ),
      );
    },
  );

  it('balances n / (2 * count) over the known rows, as scikit-learn does', () => {
    const known = Int8Array.from(targets, (target, i) => (i % 4 === 0 ? 0 : target));
    const positives = known.filter((target) => target === 1).length;
    const negatives = known.filter((target) => target === -1).length;
    const total = positives + negatives;
    const classWeight = { positive: total / (2 * positives), negative: total / (2 * negatives) };
    close(
      fitBinary(matrix, known, linearSvm({ ...tight, classWeight: 'balanced' }), seed),
      fitBinary(matrix, known, linearSvm({ ...tight, classWeight }), seed),
      12,
    );
  });

  it.each(learners)(
    'finds the same optimum from any start and any order: $kind $loss $classWeight',
    (learner) => {
      const cold = fitBinary(matrix, targets, learner, seed);
      const half = fitBinary(
        matrix,
        Int8Array.from(targets, (target, i) => (i < 40 ? target : 0)),
        learner,
        seed,
      );
      close(fitBinary(matrix, targets, learner, { seed: 2, initialDual: half.dual }), cold);
      const wild = Float64Array.from(targets, (_, i) => 1e3 * (i - 40));
      close(fitBinary(matrix, targets, learner, { seed: 3, initialDual: wild }), cold);
      const again = fitBinary(matrix, targets, learner, { ...seed, initialDual: cold.dual });
      expect(again.iterations).toBeLessThan(cold.iterations / 2);
    },
  );

  it.each(learners)(
    'gives the same bits for the same seed, and changes no input: $kind $loss $classWeight',
    (learner) => {
      const copy = csrFromDense(rows);
      const sampleWeights = new Float64Array(80).fill(1.5);
      const before = structuredClone({ copy, targets, sampleWeights });
      const first = fitBinary(copy, targets, learner, { ...seed, sampleWeights });
      expect(fitBinary(copy, targets, learner, { ...seed, sampleWeights })).toEqual(first);
      expect(structuredClone({ copy, targets, sampleWeights })).toEqual(before);
    },
  );

  it.each(learners)(
    'gives a problem the same bits alone and among others: $kind $loss $classWeight',
    (learner) => {
      const others = Array.from({ length: 6 }, (_, k) => ({
        targets: Int8Array.from(rows, (row, i) => (i % 7 === k ? 0 : row[k % 6]! > 0.3 ? 1 : -1)),
        sampleWeights: k % 2 === 0 ? Float64Array.from(rows, () => 0.5 + random.float()) : undefined,
      }));
      const together = fitTogether(matrix, others, learner, seed);
      others.forEach((problem, k) => {
        expect(together[k]).toEqual(fitBinary(matrix, problem.targets, learner, { ...seed, ...problem }));
      });
    },
  );

  it.each(learners)(
    'answers with a constant when one class only is known: $kind $loss $classWeight',
    (learner) => {
      const negative = new Int8Array(80).fill(-1);
      const positive = new Int8Array(80).fill(1);
      const unknown = new Int8Array(80);
      const weightless = new Float64Array(80);
      const constant = (bias: number) => ({
        bias,
        iterations: 0,
        isConverged: true,
        weights: new Float64Array(6),
      });
      expect(fitBinary(matrix, negative, learner, seed)).toMatchObject(constant(-CONSTANT_SCORE));
      expect(fitBinary(matrix, positive, learner, seed)).toMatchObject(constant(CONSTANT_SCORE));
      expect(fitBinary(matrix, unknown, learner, seed)).toMatchObject(constant(-CONSTANT_SCORE));
      expect(fitBinary(matrix, targets, learner, { ...seed, sampleWeights: weightless })).toMatchObject(
        constant(-CONSTANT_SCORE),
      );
      const none = new CsrMatrix(0, 6, new Int32Array(1), new Int32Array(0), new Float64Array(0));
      expect(fitBinary(none, new Int8Array(0), learner, seed)).toMatchObject(constant(-CONSTANT_SCORE));
    },
  );

  it('says when the passes did not suffice', () => {
    const fit = fitBinary(matrix, targets, linearSvm({ c: 100, tolerance: 1e-9, maxIterations: 2 }), seed);
    expect(fit).toMatchObject({ iterations: 2, isConverged: false });
    const logistic = fitBinary(
      matrix,
      targets,
      logisticRegression({ tolerance: 1e-9, maxIterations: 2 }),
      seed,
    );
    expect(logistic).toMatchObject({ iterations: 2, isConverged: false });
  });

  it('stops when the checkpoint throws', () => {
    const checkpoint = () => {
      throw new GenrekitError('aborted', 'enough');
    };
    for (const learner of learners) {
      expect(() => fitBinary(matrix, targets, learner, { ...seed, checkpoint })).toThrow(code('aborted'));
    }
  });

  it('refuses what does not fit together', () => {
    const learner = linearSvm();
    const tree = { ...learner, kind: 'tree' as 'linearSvm' };
    expect(() => fitBinary(matrix, targets, tree, seed)).toThrow(code('invalid-option'));
    expect(() => fitBinary(matrix, new Int8Array(3), learner, seed)).toThrow(code('shape-mismatch'));
    expect(() => fitBinary(matrix, new Int8Array(80).fill(2), learner, seed)).toThrow(code('invalid-value'));
    const bad = (value: number) => ({ ...seed, sampleWeights: new Float64Array(80).fill(value) });
    expect(() => fitBinary(matrix, targets, learner, bad(-1))).toThrow(code('invalid-value'));
    expect(() => fitBinary(matrix, targets, learner, bad(Number.NaN))).toThrow(code('invalid-value'));
    const initialDual = new Float64Array(80).fill(Number.POSITIVE_INFINITY);
    expect(() => fitBinary(matrix, targets, learner, { ...seed, initialDual })).toThrow(
      code('invalid-value'),
    );
    const hole = csrFromDense([[1], [Number.NaN]]);
    expect(() => fitBinary(hole, Int8Array.of(1, -1), learner, seed)).toThrow(code('invalid-value'));
    const astray = new CsrMatrix(1, 1, Int32Array.of(0, 1), Int32Array.of(1), Float64Array.of(1));
    expect(() => fitBinary(astray, Int8Array.of(1), learner, seed)).toThrow(code('shape-mismatch'));
  });
});
