import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { resolveClassifierOptions } from './ClassifierOptions.ts';
import { fitCatalogues } from './fitCatalogues.ts';

describe('fitCatalogues', () => {
  it('keeps what is never predicted, or always, so when thresholds are rounded', async () => {
    const names = ['Told apart', 'Seldom', 'Mostly'];
    const labels = new LabelSet(names);
    for (let sampleCount = 240; sampleCount < 260; sampleCount++) {
      const rows = Array.from({ length: sampleCount }, (_, row) => row);
      const truth = LabelMatrix.fromRows(
        rows.map((row) => [row % 2, row % 80 === 7 ? 1 : 0, row % 9 === 0 ? 0 : 1]),
        labels,
      );
      const scores = ScoreMatrix.fromRows(
        rows.map((row) => [(row % 2) - 0.5 + (row % 7) / 10, 0.25, 0.25]),
        labels,
      );
      const part = {
        shape: 'title' as const,
        scores,
        rows: Int32Array.from(rows),
        folds: Int32Array.from(rows, (row) => row % 3),
      };
      const options = resolveClassifierOptions({ labels: names, foldCount: 3 });
      const fitted = await fitCatalogues(
        [part],
        truth,
        options,
        rows.map(() => 'cinema'),
      );
      const { calibration, thresholds } = fitted.get('cinema')!.get('title')!;
      const { values } = calibration.apply(scores);
      const { values: least } = thresholds.find(({ objective }) => objective === 'microF1')!;
      expect(values[1]).toBeLessThan(least[1]!);
      expect(values[2]).toBeGreaterThanOrEqual(least[2]!);
    }
  });
});
