import { crossFitCompany } from '../../src/calibration/crossFitCompany.ts';
import { fitCalibration } from '../../src/calibration/fitCalibration.ts';
import { withCompany } from '../../src/calibration/withCompany.ts';
import type { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { selectRows } from '../../src/metrics/predictionRows.ts';
import { createDecoder } from '../../src/thresholds/createDecoder.ts';
import type { ThresholdOptions } from '../../src/thresholds/ThresholdOptions.ts';
import { ThresholdTuner } from '../../src/thresholds/tuneThresholds.ts';

/** F1 with thresholds tuned for it. */
export interface Judged {
  readonly microF1: number;
  readonly macroF1: number;
}

const FOLDS = 5;
const OBJECTIVES = ['microF1', 'macroF1'] as const;

/**
 * Calibrates and tunes on one set of rows, and judges another: the honest way to a test table.
 *
 * @param tuned - scores and truth of the rows to tune on
 * @param judged - those of the rows to judge
 */
export function judgeRows(tuned: ScoredRows, judged: ScoredRows): Judged {
  const counts = OBJECTIVES.map(() => new Counts(judged.truth.labelCount));
  decide(tuned, judged, counts);
  return { microF1: counts[0]!.micro(), macroF1: counts[1]!.macro() };
}

/**
 * The same on one set of rows: each fifth is judged by what the other four say.
 *
 * @param rows - scores and truth
 */
export function judgeFolds({ scores, truth }: ScoredRows): Judged {
  const counts = OBJECTIVES.map(() => new Counts(truth.labelCount));
  const all = Array.from({ length: truth.sampleCount }, (_, row) => row);
  const part = (rows: number[]) => ({
    scores: selectRows(scores, Int32Array.from(rows)),
    truth: truth.selectRows(rows),
  });
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = all.filter((row) => row % FOLDS !== fold);
    const own = all.filter((row) => row % FOLDS === fold);
    decide(part(rest), part(own), counts);
  }
  return { microF1: counts[0]!.micro(), macroF1: counts[1]!.macro() };
}

/** Scores of some rows, and the truth. */
export interface ScoredRows {
  readonly scores: ScoreMatrix;
  readonly truth: LabelMatrix;
}

/** As a classifier does, genres fitted to each other. */
function decide(tuned: ScoredRows, judged: ScoredRows, counts: readonly Counts[]): void {
  const { labels, sampleCount } = tuned.truth;
  const calibration = fitCalibration(tuned.scores, tuned.truth, { method: 'platt', isJoint: true });
  const folds = Int32Array.from({ length: sampleCount }, (_, row) => row % FOLDS);
  const alone = withCompany(calibration, undefined).apply(tuned.scores);
  const tuner = new ThresholdTuner(crossFitCompany(alone, tuned.truth, folds), tuned.truth, folds);
  const probabilities = calibration.apply(judged.scores);
  OBJECTIVES.forEach((objective, i) => {
    const options: ThresholdOptions = { objective, smoothing: 0.25, combination: 'foldMean' };
    const thresholds = tuner.tune(options);
    const decoder = createDecoder({ kind: 'threshold', atLeast: 1 }, { labels, thresholds });
    counts[i]!.add(judged.truth, decoder.decode(probabilities));
  });
}

/** Hits and misses by label, over the known cells; labels that no row has do not count into macro-F1. */
class Counts {
  private readonly hits: Float64Array;
  private readonly having: Float64Array;
  private readonly predicted: Float64Array;

  constructor(labelCount: number) {
    this.hits = new Float64Array(labelCount);
    this.having = new Float64Array(labelCount);
    this.predicted = new Float64Array(labelCount);
  }

  add(truth: LabelMatrix, decided: LabelMatrix): void {
    const { labelCount, values, known } = truth;
    for (let cell = 0; cell < values.length; cell++) {
      if (known?.[cell] === 0) continue;
      const label = cell % labelCount;
      this.having[label]! += values[cell]!;
      this.predicted[label]! += decided.values[cell]!;
      this.hits[label]! += values[cell]! & decided.values[cell]!;
    }
  }

  micro(): number {
    const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
    return (2 * sum(this.hits)) / (sum(this.having) + sum(this.predicted));
  }

  macro(): number {
    const labels = [...this.having.keys()].filter((label) => this.having[label]! > 0);
    const f1 = labels.map(
      (label) => (2 * this.hits[label]!) / (this.having[label]! + this.predicted[label]!),
    );
    return f1.reduce((a, b) => a + b, 0) / f1.length;
  }
}
