import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { log } from '../math/transcendental.ts';
import { checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { checkProbabilities, checkTables } from './checkTables.ts';
import { knownCells } from './knownCells.ts';
import { type Binning, binProbabilities, type ReliabilityBin } from './reliabilityBins.ts';

/** Settings of {@link reliability}. */
export interface ReliabilityOptions {
  /**
   * How many bins there are at most; a bin without a probability is left out.
   * @defaultValue `15`
   */
  readonly bins?: number;
  /**
   * Whether bins are equally wide, or hold equally many probabilities.
   * @defaultValue `'equalWidth'`
   */
  readonly binning?: Binning;
}

/** The settings of {@link reliability} when it is given none. */
export const reliabilityDefaults: Required<ReliabilityOptions> = /* @__PURE__ */ Object.freeze({
  bins: 15,
  binning: 'equalWidth',
});

/** How far probabilities can be taken at their word. */
export interface Reliability {
  /** How many known cells were judged. */
  readonly cellCount: number;
  /** ECE: the mean distance between stated probability and observed rate, over bins by their size; 0 is best. */
  readonly expectedCalibrationError: number;
  /** The mean squared distance between probability and truth (Brier 1950); 0 is best. */
  readonly brierScore: number;
  /** The mean of -ln(probability of what is true), probabilities kept 1e-15 away from 0; 0 is best. */
  readonly logLoss: number;
  /** The bins that hold anything, lowest probability first. */
  readonly bins: readonly ReliabilityBin[];
}

/** {@link Reliability} over all cells, and for each label. */
export interface ReliabilityReport extends Reliability {
  /** Each label with at least one known cell, in label order. */
  readonly perLabel: readonly (Reliability & { readonly label: string })[];
}

/**
 * Judges probabilities against the truth: expected calibration error (Naeini et al. 2015, Guo et al. 2017), Brier
 * score, log loss, and the table behind a reliability diagram. Unknown cells are left out.
 *
 * @param probabilities - samples x labels, 0 to 1
 * @param truth - samples x labels
 * @param options - settings; see {@link ReliabilityOptions}
 * @returns over all cells pooled, and label by label
 * @throws GenrekitError `invalid-option`; `shape-mismatch`; `invalid-value` for a probability outside 0 to 1;
 * `invalid-data` when no cell is known
 */
export function reliability(
  probabilities: ScoreMatrix,
  truth: LabelMatrix,
  options?: ReliabilityOptions,
): ReliabilityReport {
  const { bins, binning } = resolveOptions('reliability', options, reliabilityDefaults);
  checkNumber('reliability.bins', bins, { min: 1, max: 100_000, isInteger: true });
  checkChoice('reliability.binning', binning, ['equalWidth', 'equalMass']);
  checkTables(probabilities, truth);
  checkProbabilities(probabilities);
  const columns = probabilities.labels.names.map((label, column) => ({
    label,
    ...knownCells(probabilities, truth, column),
  }));
  const cellCount = columns.reduce((sum, column) => sum + column.scores.length, 0);
  if (cellCount === 0) {
    throw new GenrekitError(
      'invalid-data',
      'No cell is known, so there is nothing to judge probabilities against.',
    );
  }
  const pooledScores = new Float64Array(cellCount);
  const pooledTruth = new Uint8Array(cellCount);
  let offset = 0;
  for (const column of columns) {
    pooledScores.set(column.scores, offset);
    pooledTruth.set(column.truth, offset);
    offset += column.scores.length;
  }
  return {
    ...judge(pooledScores, pooledTruth, bins, binning),
    perLabel: columns
      .filter((column) => column.scores.length > 0)
      .map(({ label, scores, truth }) => ({ label, ...judge(scores, truth, bins, binning) })),
  };
}

function judge(
  probabilities: Float64Array,
  truth: Uint8Array,
  binCount: number,
  binning: Binning,
): Reliability {
  const cellCount = probabilities.length;
  let squaredError = 0;
  let negativeLog = 0;
  for (let i = 0; i < cellCount; i++) {
    const probability = probabilities[i]!;
    squaredError += (probability - truth[i]!) ** 2;
    negativeLog -= log(Math.max(1e-15, truth[i] === 1 ? probability : 1 - probability));
  }
  const bins = binProbabilities(probabilities, truth, binCount, binning);
  let calibrationError = 0;
  for (const bin of bins) {
    calibrationError += (bin.count / cellCount) * Math.abs(bin.meanProbability - bin.observedRate);
  }
  return {
    cellCount,
    expectedCalibrationError: calibrationError,
    brierScore: squaredError / cellCount,
    logLoss: negativeLog / cellCount,
    bins,
  };
}
