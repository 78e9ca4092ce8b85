import { cellLoss, type LossSettings } from './Loss.ts';
import type { TrainingTruth } from './TrainingRows.ts';

/** How good scores are. */
export interface Judgement {
  /** Mean loss of a sample: the sum over its known labels. */
  readonly loss: number;
  /** Micro-F1 at the best threshold that all labels share. */
  readonly microF1: number;
}

/**
 * @param scores - `chosen.length` x labels
 * @param rows - holds the truth
 * @param chosen - the samples that were scored
 * @param settings - which loss
 */
export function judgeScores(
  scores: Float64Array,
  rows: TrainingTruth,
  chosen: Int32Array,
  settings: LossSettings,
): Judgement {
  const { labelCount, values, known, weights } = rows;
  const result = { value: 0, slope: 0 };
  const cells: { readonly score: number; readonly truth: number; readonly weight: number }[] = [];
  let loss = 0;
  let total = 0;
  let positives = 0;
  chosen.forEach((row, i) => {
    const weight = weights?.[row] ?? 1;
    total += weight;
    for (let label = 0; label < labelCount; label++) {
      const cell = row * labelCount + label;
      if (known?.[cell] === 0) continue;
      const score = scores[i * labelCount + label]!;
      const truth = values[cell]!;
      cellLoss(settings, score, truth, result);
      loss += weight * result.value;
      positives += weight * truth;
      cells.push({ score, truth, weight });
    }
  });
  cells.sort((a, b) => b.score - a.score);
  let microF1 = 0;
  let hits = 0;
  let predicted = 0;
  cells.forEach(({ score, truth, weight }, i) => {
    hits += weight * truth;
    predicted += weight;
    // Equal scores are predicted together.
    if (cells[i + 1]?.score !== score && predicted + positives > 0)
      microF1 = Math.max(microF1, (2 * hits) / (predicted + positives));
  });
  return { loss: total > 0 ? loss / total : 0, microF1 };
}
