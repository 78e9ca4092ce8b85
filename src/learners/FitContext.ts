import type { LabelTrainer } from './LabelTrainer.ts';

/** A step of a long computation, for progress displays. */
export interface Progress {
  /** What is being done, in one or two words, such as `fitting` or `fold 2 of 5`. */
  readonly stage: string;
  /** Steps finished in this stage. */
  readonly done: number;
  /** Steps of this stage in all. */
  readonly total: number;
  /** How training goes, for strategies that are trained in epochs. */
  readonly training?: TrainingProgress | undefined;
}

/** How a training in epochs goes. */
export interface TrainingProgress {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Loss of the latest batches. */
  readonly loss: number;
  /** Tokens read per second so far. */
  readonly tokensPerSecond: number;
  /** Seconds until the last epoch ends, if none ends training before. */
  readonly secondsLeft: number;
  /** The last epoch that has ended. */
  readonly lastEpoch?: EpochReport | undefined;
}

/** How an epoch went. */
export interface EpochReport {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Mean loss of its batches. */
  readonly loss: number;
  /** Learning rate of its last step. */
  readonly learningRate: number;
  /** Loss on the samples kept to judge by; absent when there are none. */
  readonly validLoss?: number | undefined;
  /** Micro-F1 on them, at the best threshold that all labels share. */
  readonly validMicroF1?: number | undefined;
}

/** A training between two epochs: all that is needed to go on as if it had never stopped, to the last bit. */
export interface Checkpoint {
  /** Settings that survive `JSON.stringify`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Numbers by name. */
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array | Int32Array>>;
}

/** What a fit needs besides the data. */
export interface FitContext {
  /** Seed of everything random in the fit. */
  readonly seed: number;
  /** How much each sample counts; absent = 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  /** What each sample is called, for strategies that show the samples by which they decide; absent = nothing. */
  readonly titles?: readonly (string | null | undefined)[] | undefined;
  /**
   * For strategies that learn a row of numbers a token: rows to start from, tokens x width, such as word vectors learned
   * elsewhere. Rows of zeros start at random, as all do when it is absent.
   */
  readonly initialEmbedding?: Float32Array | undefined;
  /**
   * For strategies that correct for the habits of a source: the number of each sample's source, from 0, or -1 for none;
   * absent = samples of which the same labels are known come from the same source.
   */
  readonly sources?: Int32Array | undefined;
  /** Stops the fit with a GenrekitError `aborted` when it fires. */
  readonly signal?: AbortSignal | undefined;
  /** Told about each finished step. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Fits the binary learners of the labels; this thread does it when absent. */
  readonly trainer?: LabelTrainer | undefined;
  /** Given a checkpoint after each epoch, by strategies that are trained in epochs. */
  readonly onCheckpoint?: ((checkpoint: Checkpoint) => void) | undefined;
  /** Where such a strategy goes on; from the start when absent. */
  readonly resumeFrom?: Checkpoint | undefined;
}
