import type { LabelTrainer } from './LabelTrainer.ts';

/** A step of a long computation, for progress displays. */
export interface Progress {
  /** What is being done, in one or two words, such as `fitting` or `fold 2 of 5`. */
  readonly stage: string;
  /** Steps finished in this stage. */
  readonly done: number;
  /** Steps of this stage in all. */
  readonly total: number;
}

/** What a fit needs besides the data. */
export interface FitContext {
  /** Seed of everything random in the fit. */
  readonly seed: number;
  /** How much each sample counts; absent = 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  /** What each sample is called, for strategies that show the samples by which they decide; absent = nothing. */
  readonly titles?: readonly (string | null | undefined)[] | undefined;
  /** Stops the fit with a GenrekitError `aborted` when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** Told about each finished step. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Fits the binary learners of the labels; this thread does it when absent. */
  readonly trainer?: LabelTrainer | undefined;
}
