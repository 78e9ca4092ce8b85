import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrFromDense } from '../math/csrFromDense.ts';
import { type AnchoredProblem, anchoredUpdate } from './anchoredUpdate.ts';

const problemOf = (
  rows: readonly (readonly number[])[],
  rest: { signs: number[]; heights: number[]; costs?: number[]; margin?: number },
): AnchoredProblem => ({
  matrix: csrFromDense(rows),
  signs: Int8Array.from(rest.signs),
  heights: Float64Array.from(rest.heights),
  costs: Float64Array.from(rest.costs ?? rows.map(() => 1e6)),
  margin: rest.margin ?? 0.5,
});

describe('an anchored update', () => {
  it('is PA-I for one sample: as far as the margin asks, and no farther than the cost allows', () => {
    const change = anchoredUpdate(problemOf([[3, 4, 0]], { signs: [1], heights: [-2] }));
    // (0.5 + 2) / 25 along the sample
    expect([...change]).toEqual([0.3, 0.4, 0].map((value) => expect.closeTo(value, 12)));
    const held = anchoredUpdate(problemOf([[3, 4, 0]], { signs: [1], heights: [-2], costs: [0.01] }));
    expect([...held]).toEqual([0.03, 0.04, 0].map((value) => expect.closeTo(value, 12)));
  });

  it('changes nothing when all samples are beyond the margin, have no cost, or no feature', () => {
    const rows = [
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const change = anchoredUpdate(
      problemOf(rows, { signs: [1, -1, 1], heights: [0.5, 3, -1], costs: [1, 0, 1] }),
    );
    expect([...change]).toEqual([0, 0]);
  });

  it('is the best there is: no small step makes the objective less', () => {
    const cell = fc.integer({ min: -3, max: 3 });
    const sample = fc.tuple(fc.tuple(cell, cell, cell), fc.boolean(), cell, fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 6 }), (samples) => {
        const rows = samples.map(([row]) => row);
        const problem = problemOf(rows, {
          signs: samples.map(([, isAbove]) => (isAbove ? 1 : -1)),
          heights: samples.map(([, , height]) => height / 2),
          costs: samples.map(([, , , cost]) => cost / 4),
        });
        const objective = (change: ArrayLike<number>) => {
          let value = 0;
          for (let i = 0; i < 3; i++) value += 0.5 * change[i]! ** 2;
          rows.forEach((row, i) => {
            const height = problem.heights[i]! + row.reduce<number>((sum, x, j) => sum + x * change[j]!, 0);
            value += problem.costs[i]! * Math.max(0, problem.margin - problem.signs[i]! * height);
          });
          return value;
        };
        const change = anchoredUpdate(problem);
        const least = objective(change);
        for (let i = 0; i < 3; i++) {
          for (const step of [-0.01, 0.01]) {
            const moved = Float64Array.from(change);
            moved[i]! += step;
            expect(objective(moved)).toBeGreaterThanOrEqual(least - 1e-4);
          }
        }
      }),
    );
  });
});
