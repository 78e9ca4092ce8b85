import { checkTables } from '../calibration/checkTables.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { LARGEST_MISS_PERCENT, MissRates } from './MissRates.ts';

/**
 * Finds the thresholds of sets that miss no more true labels than asked: conformal risk control (Angelopoulos, Bates,
 * Fisch, Lei and Schuster 2022) of the false-negative rate.
 *
 * With n samples, a new one like them loses at most the asked rate on average if the threshold t is the largest with
 * (n R(t) + 1) / (n + 1) <= rate, R(t) being the mean share of true labels with a probability below t.
 *
 * @param probabilities - samples x labels, of samples that neither the probabilities nor anything else was fitted on
 * @param truth - samples x labels; samples without a true label have nothing to miss and are left out, and so are
 * unknown cells
 * @throws GenrekitError `shape-mismatch` when the tables differ
 */
export function fitMissRates(probabilities: ScoreMatrix, truth: LabelMatrix): MissRates {
  checkTables(probabilities, truth);
  const { probabilities: rising, losses, sampleCount } = possibleMisses(probabilities, truth);
  const thresholds = new Float64Array(LARGEST_MISS_PERCENT);
  let next = 0;
  let lost = 0;
  for (let percent = 1; percent <= LARGEST_MISS_PERCENT; percent++) {
    const budget = (percent / 100) * (sampleCount + 1) - 1;
    if (budget < 0) continue;
    // Labels of equal probability are missed together or not at all.
    for (;;) {
      let end = next;
      let group = 0;
      while (end < rising.length && rising[end] === rising[next]) group += losses[end++]!;
      if (end === next || lost + group > budget) break;
      lost += group;
      next = end;
    }
    thresholds[percent - 1] = rising[next] ?? 1;
  }
  return new MissRates(thresholds);
}

/** The true labels in the order in which a rising threshold misses them, and the share of its sample that each is. */
function possibleMisses(probabilities: ScoreMatrix, truth: LabelMatrix) {
  const { values, labelCount, sampleCount } = truth;
  const cells: number[] = [];
  const shares = new Float64Array(values.length);
  let counted = 0;
  for (let sample = 0; sample < sampleCount; sample++) {
    const own: number[] = [];
    for (let cell = sample * labelCount; cell < (sample + 1) * labelCount; cell++) {
      if (values[cell] === 1 && truth.known?.[cell] !== 0) own.push(cell);
    }
    if (own.length > 0) counted++;
    for (const cell of own) {
      shares[cell] = 1 / own.length;
      cells.push(cell);
    }
  }
  cells.sort((a, b) => probabilities.values[a]! - probabilities.values[b]! || a - b);
  return {
    probabilities: Float64Array.from(cells, (cell) => probabilities.values[cell]!),
    losses: Float64Array.from(cells, (cell) => shares[cell]!),
    sampleCount: counted,
  };
}
