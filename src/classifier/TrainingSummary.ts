import type { InputShape } from './InputShape.ts';

/** What a model remembers of its training: numbers and settings, no text. */
export interface TrainingSummary {
  /** Version of genrekit that fitted the model. */
  readonly version: string;
  /** How many movies it was fitted on, with those held out. */
  readonly sampleCount: number;
  /** How many of them were held out, to fit calibration and thresholds on; 0 when out-of-fold scores served for that. */
  readonly heldOutCount: number;
  /** How many of them have each genre, in label order. */
  readonly supports: readonly number[];
  /** Mean number of genres a movie. */
  readonly cardinality: number;
  /** Number of features. */
  readonly featureCount: number;
  /** Seed of the fit. */
  readonly seed: number;
  /** How many folds the out-of-fold scores come from, or the held-out part was cut into. */
  readonly foldCount: number;
  /** Quality of the out-of-fold predictions for each shape of input, on the training movies, or on those held out. */
  readonly outOfFold: Readonly<Partial<Record<InputShape, OutOfFoldQuality>>>;
}

/** Quality on rows that the model judging them had not seen. */
export interface OutOfFoldQuality {
  /** How many movies have this shape. */
  readonly sampleCount: number;
  /** Micro-F1 with thresholds for micro-F1; a little optimistic, since the thresholds were tuned on the same scores. */
  readonly microF1: number;
  /** Macro-F1 with thresholds for macro-F1; optimistic likewise. */
  readonly macroF1: number;
  /** Label-ranking average precision, which needs no thresholds. */
  readonly lrap: number;
  /** Expected calibration error of the calibrated probabilities, 15 bins. */
  readonly ece: number;
}
