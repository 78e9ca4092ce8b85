import type { ReliabilityBin } from '../../calibration/reliabilityBins.ts';
import type { EvaluationReport } from '../../classifier/evaluateModel.ts';
import type { EpochReport } from '../../learners/FitContext.ts';

/** One point of the curves of a genre. */
export interface CurvePoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The curves of one genre. */
export interface GenreCurve {
  readonly label: string;
  readonly support: number;
  readonly averagePrecision: number;
  /** The threshold in use; `null` when the decoder does not go by one. */
  readonly threshold: number | null;
  /** By rising threshold, thinned to what a drawing can show. */
  readonly points: readonly CurvePoint[];
}

/** How often movies that have one genre are given another. */
export interface CoPrediction {
  readonly truth: string;
  readonly predicted: string;
  /** The share of the movies with the genre `truth` that are given `predicted`. */
  readonly share: number;
}

/** Everything that a report shows. */
export interface ReportData {
  readonly title: string;
  readonly strategy: string;
  readonly evaluation: EvaluationReport;
  readonly bins: readonly ReliabilityBin[];
  readonly curves: readonly GenreCurve[];
  readonly coPredictions: readonly CoPrediction[];
  /** How each epoch of the training went; empty for strategies that are not trained in epochs. */
  readonly epochs: readonly EpochReport[];
}
