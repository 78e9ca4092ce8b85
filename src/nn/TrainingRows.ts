import type { Sequences } from './Pass.ts';

/** What an encoder learns from: the tokens and labels of all samples. */
export interface TrainingRows {
  readonly tokens: Sequences;
  readonly labelCount: number;
  /** samples x labels: 1 = has it, 0 = has it not. */
  readonly values: Uint8Array;
  /** samples x labels: 0 where it is unknown; absent = all known. */
  readonly known?: Uint8Array | undefined;
  /** How much each sample counts; absent = 1 each. */
  readonly weights?: Float64Array | undefined;
  /** The domain of each sample; absent = none. */
  readonly domains?: Int32Array | undefined;
}
