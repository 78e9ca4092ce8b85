import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { sigmoid } from '../math/transcendental.ts';
import { caught } from '../testing/caught.ts';
import { fitMissRates } from './fitMissRates.ts';
import { MissRates } from './MissRates.ts';

const labels = numberedLabels(3);

function tables(rows: readonly { readonly scores: readonly number[]; readonly has: readonly number[] }[]) {
  const scores = ScoreMatrix.fromRows(
    rows.map((row) => row.scores),
    labels,
  );
  const values = Uint8Array.from(rows.flatMap(({ has }) => has));
  return [scores, new LabelMatrix(labels, rows.length, values)] as const;
}

/** The mean share of true labels below a threshold, and how many rows have any: by the definition, row by row. */
function missedAt(threshold: number, rows: Parameters<typeof tables>[0]): { risk: number; count: number } {
  const shares = rows
    .map(({ scores, has }) => scores.filter((_, label) => has[label] === 1))
    .filter((own) => own.length > 0)
    .map((own) => own.filter((score) => score < threshold).length / own.length);
  return { risk: shares.reduce((sum, share) => sum + share, 0) / shares.length, count: shares.length };
}

const row = fc.record({
  scores: fc.array(
    fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
    { minLength: 3, maxLength: 3 },
  ),
  has: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
});

describe('fitMissRates', () => {
  it('finds the largest threshold whose risk is in bounds, as trying all of them does', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (rows, percent) => {
          const inBounds = (threshold: number) => {
            const { risk, count } = missedAt(threshold, rows);
            return count > 0 && (count * risk + 1) / (count + 1) <= percent / 100 + 1e-12;
          };
          const possible = [...new Set(rows.flatMap(({ scores }) => scores)), 1].filter(inBounds);
          const found = fitMissRates(...tables(rows)).thresholdFor(percent / 100);
          // Between two scores every threshold decides alike, so what counts is which scores pass.
          const pass = (threshold: number) =>
            rows.flatMap(({ scores }) => scores.filter((s) => s >= threshold));
          if (possible.length === 0) expect(found).toBe(0);
          else {
            const { risk, count } = missedAt(found, rows);
            expect((count * risk + 1) / (count + 1)).toBeLessThanOrEqual(percent / 100 + 1e-9);
            const missesMore = rows
              .flatMap(({ scores, has }) =>
                scores.filter((score, label) => has[label] === 1 && score >= found),
              )
              .sort((a, b) => a - b)[0];
            if (missesMore !== undefined) expect(pass(found)).toContain(missesMore);
            expect(possible.every((threshold) => missedAt(threshold, rows).risk <= risk + 1e-9)).toBe(true);
          }
        },
      ),
    );
  });

  it('keeps its word on new samples: on average over many draws, to a hair', () => {
    const random = new SeededRandom(5);
    const draw = (count: number) =>
      Array.from({ length: count }, () => {
        const logits = [0, 1, 2].map(() => 6 * random.float() - 3.5);
        return {
          scores: logits.map((logit) => sigmoid(0.8 * logit)),
          has: logits.map((logit) => (random.float() < sigmoid(logit) ? 1 : 0)),
        };
      });
    for (const rate of [0.1, 0.2, 0.5]) {
      let total = 0;
      for (let i = 0; i < 60; i++) {
        const threshold = fitMissRates(...tables(draw(200))).thresholdFor(rate);
        total += missedAt(threshold, draw(400)).risk;
      }
      expect(total / 60).toBeLessThan(rate + 0.005);
      expect(total / 60).toBeGreaterThan(rate - 0.02);
    }
  });

  it('leaves nothing out when there are too few samples to promise anything', () => {
    const rows = Array.from({ length: 8 }, () => ({ scores: [0.9, 0.5, 0.1], has: [1, 0, 0] }));
    const rates = fitMissRates(...tables(rows));
    expect(rates.thresholdFor(0.1)).toBe(0);
    expect(rates.thresholdFor(0.2)).toBe(0.9);
  });

  it('passes over unknown cells, and samples with nothing to miss', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ scores: [0.8, 0.3, i / 100], has: [1, 1, 0] }));
    const [scores, truth] = tables(rows);
    const known = truth.values.map((_, cell) => (cell % 3 === 1 ? 0 : 1));
    const masked = new LabelMatrix(labels, rows.length, truth.values, known);
    expect(fitMissRates(scores, masked).thresholdFor(0.1)).toBe(0.8);
    const empty = tables([...rows, ...rows.map((one) => ({ ...one, has: [0, 0, 0] }))]);
    expect(fitMissRates(...empty)).toEqual(fitMissRates(scores, truth));
  });
});

describe('MissRates', () => {
  it('keeps to the lower percent between two', () => {
    const rates = new MissRates(Float64Array.from({ length: 50 }, (_, i) => i / 100));
    expect([0.01, 0.07, 0.29, 0.299, 0.5].map((rate) => rates.thresholdFor(rate))).toEqual([
      0, 0.06, 0.28, 0.28, 0.49,
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['another type', new Float32Array(50)],
    ['another length', new Float64Array(49)],
    ['numbers that fall', Float64Array.from({ length: 50 }, (_, i) => 1 - i / 100)],
    ['no probabilities', new Float64Array(50).fill(2)],
    ['no numbers', new Float64Array(50).fill(Number.NaN)],
  ])('refuses %s', async (_, state) => {
    expect(await caught(() => MissRates.fromState(state))).toMatchObject({ code: 'invalid-model' });
  });
});
