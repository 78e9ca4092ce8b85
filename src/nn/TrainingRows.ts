import type { Sequences } from './Pass.ts';

/** What is known of samples that a network learns from. */
export interface TrainingTruth {
  readonly labelCount: number;
  /** samples x labels: 1 = has it, 0 = has it not. */
  readonly values: Uint8Array;
  /** samples x labels: 0 where it is unknown; absent = all known. */
  readonly known?: Uint8Array | undefined;
  /** How much each sample counts; absent = 1 each. */
  readonly weights?: Float64Array | undefined;
}

/** What an encoder learns from: the tokens and labels of all samples. */
export interface TrainingRows extends TrainingTruth {
  readonly tokens: Sequences;
  /** The domain of each sample; absent = none. */
  readonly domains?: Int32Array | undefined;
}
