import { resolveSvd, type SvdOptions, svdDefaults } from '../../features/SvdOptions.ts';
import { checkHidden, checkTraining } from '../../nn/checkTraining.ts';
import type { LossOptions } from '../../nn/Loss.ts';
import type { EarlyStopping } from '../../nn/TrainingOptions.ts';
import type { HeadTraining } from '../../nn/trainHead.ts';
import { checkBoolean, checkNumber, resolveOptions } from '../../options.ts';

/** How `feedForward` is trained. */
export interface FeedForwardTrainingOptions {
  /**
   * The most times that all movies are gone through.
   * @defaultValue `30`
   */
  readonly epochs?: number;
  /**
   * Movies a step.
   * @defaultValue `64`
   */
  readonly batchSize?: number;
  /**
   * The highest learning rate.
   * @defaultValue `0.001`
   */
  readonly learningRate?: number;
  /**
   * How the learning rate goes after the warm-up.
   * @defaultValue `'linear'`
   */
  readonly schedule?: HeadTraining['schedule'];
  /**
   * Share of the steps in which the learning rate goes up.
   * @defaultValue `0.1`
   */
  readonly warmUpShare?: number;
  /**
   * What is left of the learning rate at the end, as a share of the highest.
   * @defaultValue `0.02`
   */
  readonly finalShare?: number;
  /**
   * Draws weights towards 0 at each step, as a share of the learning rate (AdamW).
   * @defaultValue `0.05`
   */
  readonly weightDecay?: number;
  /**
   * Longer gradients are cut to this length.
   * @defaultValue `1`
   */
  readonly clipNorm?: number;
  /**
   * Draws targets so far from 0 and 1 towards one half.
   * @defaultValue `0`
   */
  readonly labelSmoothing?: number;
  /**
   * What is made small.
   * @defaultValue `{ kind: 'bce' }`
   */
  readonly loss?: LossOptions;
  /**
   * When training ends before its last epoch. The share of movies to judge by is kept from learning; the weights of the
   * best epoch are the ones kept.
   * @defaultValue `{ share: 0.1, patience: 4, metric: 'microF1' }`
   */
  readonly earlyStopping?: Partial<EarlyStopping> | 'off';
  /**
   * Precision of all numbers; `'float64'` is for checks, and many times slower.
   * @defaultValue `'float32'`
   */
  readonly precision?: HeadTraining['precision'];
}

/** Options of `feedForward`. */
export interface FeedForwardOptions {
  /**
   * How TF-IDF columns are reduced before the first layer.
   * @defaultValue `{ dimensions: 512, powerIterations: 2, oversampling: 10 }`
   */
  readonly svd?: SvdOptions;
  /**
   * Widths of the dense layers between the reduced row and the scores.
   * @defaultValue `[256]`
   */
  readonly hidden?: readonly number[];
  /**
   * Whether the reduced row is also scored directly, beside the dense layers.
   * @defaultValue `true`
   */
  readonly hasLinearPath?: boolean;
  /**
   * Share of the numbers left out while training.
   * @defaultValue `0.4`
   */
  readonly dropout?: number;
  /** How it is trained; see {@link FeedForwardTrainingOptions}. */
  readonly training?: FeedForwardTrainingOptions;
}

/** {@link FeedForwardOptions} with every option set. */
export interface ResolvedFeedForwardOptions {
  readonly svd: Readonly<Required<SvdOptions>>;
  readonly hidden: readonly number[];
  readonly hasLinearPath: boolean;
  readonly dropout: number;
  readonly training: ResolvedFeedForwardTraining;
}

/** {@link FeedForwardTrainingOptions} with every option set. */
export type ResolvedFeedForwardTraining = Omit<HeadTraining, 'loss'> & { readonly loss: LossOptions };

const stoppingDefaults: EarlyStopping = /* @__PURE__ */ Object.freeze({
  share: 0.1,
  patience: 4,
  metric: 'microF1',
});

/** The defaults of {@link FeedForwardTrainingOptions}. */
export const feedForwardTrainingDefaults: Required<FeedForwardTrainingOptions> =
  /* @__PURE__ */ Object.freeze({
    epochs: 30,
    batchSize: 64,
    learningRate: 0.001,
    schedule: 'linear',
    warmUpShare: 0.1,
    finalShare: 0.02,
    weightDecay: 0.05,
    clipNorm: 1,
    labelSmoothing: 0,
    loss: { kind: 'bce' },
    earlyStopping: stoppingDefaults,
    precision: 'float32',
  } as const);

/** The defaults of {@link FeedForwardOptions}. */
export const feedForwardDefaults: Required<FeedForwardOptions> = /* @__PURE__ */ Object.freeze({
  svd: /* @__PURE__ */ Object.freeze({ ...svdDefaults, dimensions: 512 }),
  hidden: /* @__PURE__ */ Object.freeze([256]),
  hasLinearPath: true,
  dropout: 0.4,
  training: feedForwardTrainingDefaults,
});

const OWNER = 'feedForward';

/**
 * @param given - what the caller passed
 * @returns every option, checked
 * @throws GenrekitError `invalid-option`
 */
export function resolveFeedForward(given: unknown): ResolvedFeedForwardOptions {
  const { svd, hidden, hasLinearPath, dropout, training } = resolveOptions(OWNER, given, feedForwardDefaults);
  const svdOptions = { ...svdDefaults, ...feedForwardDefaults.svd };
  return {
    svd: Object.freeze(resolveSvd(`${OWNER}.svd`, svd, svdOptions)),
    hidden: checkHidden(OWNER, hidden, feedForwardDefaults.hidden),
    hasLinearPath: checkBoolean(`${OWNER}.hasLinearPath`, hasLinearPath),
    dropout: checkNumber(`${OWNER}.dropout`, dropout, { min: 0, max: 0.9 }),
    training: resolveTraining(training),
  };
}

function resolveTraining(given: unknown): ResolvedFeedForwardTraining {
  const owner = `${OWNER}.training`;
  const options = resolveOptions(owner, given, feedForwardTrainingDefaults);
  return checkTraining(owner, options, stoppingDefaults);
}
