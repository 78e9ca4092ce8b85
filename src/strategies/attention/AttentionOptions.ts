import { GenrekitError } from '../../errors.ts';
import { checkHidden, checkTraining } from '../../nn/checkTraining.ts';
import type { LossOptions } from '../../nn/Loss.ts';
import type { Schedule } from '../../nn/rateAt.ts';
import type { EarlyStopping, TrainingSettings } from '../../nn/TrainingOptions.ts';
import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../../options.ts';

/** How an encoder is trained. */
export interface AttentionTrainingOptions {
  /**
   * Times that all movies are read.
   * @defaultValue `6`
   */
  readonly epochs?: number;
  /**
   * Movies a step.
   * @defaultValue `64`
   */
  readonly batchSize?: number;
  /**
   * Parts of a batch whose gradients are computed apart, by as many threads as there are; it decides the last bits.
   * @defaultValue `4`
   */
  readonly shardCount?: number;
  /**
   * Highest learning rate of all weights but the embedding.
   * @defaultValue `0.002`
   */
  readonly learningRate?: number;
  /**
   * Highest learning rate of the embedding.
   * @defaultValue `0.003`
   */
  readonly embeddingLearningRate?: number;
  /**
   * How far each step draws weights towards 0, as a share of the learning rate.
   * @defaultValue `0.01`
   */
  readonly weightDecay?: number;
  /**
   * How the learning rate goes over the training.
   * @defaultValue `'linear'`
   */
  readonly schedule?: Schedule;
  /**
   * Share of the steps in which the learning rate rises.
   * @defaultValue `0.1`
   */
  readonly warmUpShare?: number;
  /**
   * What is left of the learning rate at the end, as a share of the highest.
   * @defaultValue `0.02`
   */
  readonly finalShare?: number;
  /**
   * Longer gradients are cut to this length.
   * @defaultValue `1`
   */
  readonly clipNorm?: number;
  /**
   * Keeps a running mean of the weights, each step's counting so many times as much as the next one's, and predicts with
   * it; 0 = predicts with the weights themselves.
   * @defaultValue `0`
   */
  readonly averageDecay?: number;
  /**
   * Draws targets so far from 0 and 1 towards one half.
   * @defaultValue `0`
   */
  readonly labelSmoothing?: number;
  /**
   * Share of the words left out each time a movie is read.
   * @defaultValue `0.15`
   */
  readonly wordDropout?: number;
  /**
   * Share of the readings of a movie with title and plot that leave out the title, so that plots alone are learned too.
   * @defaultValue `0`
   */
  readonly titleDropout?: number;
  /**
   * Share of those that leave out the plot, so that titles alone are learned too.
   * @defaultValue `0`
   */
  readonly plotDropout?: number;
  /**
   * What is made small.
   * @defaultValue `{ kind: 'bce' }`
   */
  readonly loss?: LossOptions;
  /**
   * When training ends before its last epoch. The share of movies to judge by is kept from learning; the weights of the
   * best epoch are the ones kept.
   * @defaultValue `{ share: 0.1, patience: 2, metric: 'microF1' }`
   */
  readonly earlyStopping?: Partial<EarlyStopping> | 'off';
  /**
   * Precision of all numbers; `'float64'` is for checks, and many times slower.
   * @defaultValue `'float32'`
   */
  readonly precision?: 'float32' | 'float64';
}

/** Options of `attention`. */
export interface AttentionOptions {
  /**
   * Numbers a word; divisible by `heads` when there are layers.
   * @defaultValue `64`
   */
  readonly width?: number;
  /**
   * Layers in which words look at each other; 0 = each word speaks for itself, which trains ten times as fast.
   * @defaultValue `0`
   */
  readonly layers?: number;
  /**
   * Ways in which words look at each other in each layer.
   * @defaultValue `4`
   */
  readonly heads?: number;
  /**
   * Width inside the feed-forward part of a layer.
   * @defaultValue `2 * width`
   */
  readonly feedForwardWidth?: number;
  /**
   * What the feed-forward part bends its sums with.
   * @defaultValue `'gelu'`
   */
  readonly activation?: 'relu' | 'gelu';
  /**
   * Whether the place of a word in the text counts.
   * @defaultValue `layers > 0`
   */
  readonly hasPlaces?: boolean;
  /**
   * How many weighted means of its words stand for a movie.
   * @defaultValue `4`
   */
  readonly queries?: number;
  /**
   * Width of what decides how much a word counts.
   * @defaultValue `width`
   */
  readonly poolingWidth?: number;
  /**
   * Widths of the dense layers between those means and the scores.
   * @defaultValue `[128]`
   */
  readonly hidden?: readonly number[];
  /**
   * Whether the means are also scored directly, beside the dense layers.
   * @defaultValue `true`
   */
  readonly hasLinearPath?: boolean;
  /**
   * Share of the numbers left out while training.
   * @defaultValue `0.3`
   */
  readonly dropout?: number;
  /**
   * Whether genres that keep company share what they learn, through a graph over label embeddings of this size;
   * `'off'` = each genre has weights of its own.
   * @defaultValue `'off'`
   */
  readonly labelGraph?: 'off' | { readonly size: number };
  /**
   * Whether each source of training movies (those that know the same genres, `knownGenres`) gets a correction of all
   * scores, so that habits of a source are not taken for habits of movies. Predictions use that of the source that
   * weighs most.
   * @defaultValue `false`
   */
  readonly hasDomains?: boolean;
  /** How it is trained; see {@link AttentionTrainingOptions}. */
  readonly training?: AttentionTrainingOptions;
}

/** {@link AttentionOptions} with every option set. */
export interface ResolvedAttentionOptions extends Readonly<Required<Omit<AttentionOptions, 'training'>>> {
  readonly training: ResolvedAttentionTraining;
}

/** {@link AttentionTrainingOptions} with every option set. */
export type ResolvedAttentionTraining = Omit<TrainingSettings, 'loss'> & { readonly loss: LossOptions };

/** The defaults of `attention`; those that depend on others are left out. */
export const attentionDefaults = /* @__PURE__ */ Object.freeze({
  width: 64,
  layers: 0,
  heads: 4,
  activation: 'gelu',
  queries: 4,
  hidden: /* @__PURE__ */ Object.freeze([128]),
  hasLinearPath: true,
  dropout: 0.3,
  labelGraph: 'off',
  hasDomains: false,
} as const);

const stoppingDefaults: EarlyStopping = /* @__PURE__ */ Object.freeze({
  share: 0.1,
  patience: 2,
  metric: 'microF1',
});

/** The defaults of {@link AttentionTrainingOptions}. */
export const attentionTrainingDefaults: Required<AttentionTrainingOptions> = /* @__PURE__ */ Object.freeze({
  epochs: 6,
  batchSize: 64,
  shardCount: 4,
  learningRate: 0.002,
  embeddingLearningRate: 0.003,
  weightDecay: 0.01,
  schedule: 'linear',
  warmUpShare: 0.1,
  finalShare: 0.02,
  clipNorm: 1,
  averageDecay: 0,
  labelSmoothing: 0,
  wordDropout: 0.15,
  titleDropout: 0,
  plotDropout: 0,
  loss: { kind: 'bce' },
  earlyStopping: stoppingDefaults,
  precision: 'float32',
} as const);

const OWNER = 'attention';

/**
 * @param given - what the caller passed
 * @returns every option, checked
 * @throws GenrekitError `invalid-option`
 */
export function resolveAttention(given: unknown): ResolvedAttentionOptions {
  const { width: wide = attentionDefaults.width, layers: deep = 0 } = (given ?? {}) as AttentionOptions;
  const defaults: Required<AttentionOptions> = {
    ...attentionDefaults,
    feedForwardWidth: 2 * wide,
    poolingWidth: wide,
    hasPlaces: deep > 0,
    training: {},
  };
  const options = resolveOptions(OWNER, given, defaults);
  const size = (name: 'width' | 'heads' | 'feedForwardWidth' | 'queries' | 'poolingWidth', max: number) =>
    checkNumber(`${OWNER}.${name}`, options[name], { min: 1, max, isInteger: true });
  size('width', 2048);
  checkNumber(`${OWNER}.layers`, options.layers, { min: 0, max: 48, isInteger: true });
  size('heads', 64);
  size('feedForwardWidth', 8192);
  size('queries', 64);
  size('poolingWidth', 2048);
  if (options.layers > 0 && options.width % options.heads !== 0) {
    throw new GenrekitError(
      'invalid-option',
      `${OWNER}.width must be divisible by ${OWNER}.heads; got ${options.width} and ${options.heads}.`,
    );
  }
  checkChoice(`${OWNER}.activation`, options.activation, ['relu', 'gelu']);
  checkBoolean(`${OWNER}.hasPlaces`, options.hasPlaces);
  checkBoolean(`${OWNER}.hasLinearPath`, options.hasLinearPath);
  checkBoolean(`${OWNER}.hasDomains`, options.hasDomains);
  checkNumber(`${OWNER}.dropout`, options.dropout, { min: 0, max: 0.9 });
  return {
    ...options,
    hidden: checkHidden(OWNER, options.hidden, attentionDefaults.hidden),
    labelGraph: checkGraph(options.labelGraph),
    training: resolveTraining(options.training),
  };
}

function checkGraph(graph: unknown): ResolvedAttentionOptions['labelGraph'] {
  if (graph === 'off') return graph;
  const { size } = resolveOptions(`${OWNER}.labelGraph`, graph, { size: 64 });
  return Object.freeze({
    size: checkNumber(`${OWNER}.labelGraph.size`, size, { min: 1, max: 2048, isInteger: true }),
  });
}

function resolveTraining(given: unknown): ResolvedAttentionTraining {
  const owner = `${OWNER}.training`;
  const options = resolveOptions(owner, given, attentionTrainingDefaults);
  const check = (name: keyof typeof options, range: Parameters<typeof checkNumber>[2]) =>
    checkNumber(`${owner}.${name}`, options[name], range);
  check('shardCount', { min: 1, max: 256, isInteger: true });
  check('embeddingLearningRate', { above: 0, max: 10 });
  check('averageDecay', { min: 0, below: 1 });
  check('wordDropout', { min: 0, max: 0.9 });
  check('titleDropout', { min: 0, max: 0.5 });
  check('plotDropout', { min: 0, max: 0.5 });
  return checkTraining(owner, options, stoppingDefaults);
}
