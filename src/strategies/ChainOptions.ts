import { describeValue, GenrekitError } from '../errors.ts';
import { type BinaryLearner, checkLearner } from '../learners/BinaryLearner.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { checkChoice, checkNumber, resolveOptions } from '../options.ts';

/**
 * In which order a chain asks for its labels: each is told what the chain thinks of those before it.
 *
 * - `'frequency'`: the most frequent label first; ties by lower number.
 * - `'given'`: as the label set names them.
 * - `'random'`: shuffled by the seed of the fit.
 * - a list: these names, every label once.
 */
export type ChainOrder = 'frequency' | 'given' | 'random' | readonly string[];

/**
 * What a label is told of the earlier ones while the chain is fitted.
 *
 * - `'outOfFold'`: what the chain thinks of each row when it was fitted without that row: the kind of news it gets later.
 * - `'trueLabels'`: the truth, as in the original chain; an earlier label that is unknown for a row counts as absent. With
 *   the decoder `labelSet` it gets a few more movies entirely right.
 */
export type ChainFeatures = 'outOfFold' | 'trueLabels';

/** How the chain states what it thinks of a label: as its probability, or as 1 where its score is above 0 and else 0. */
export type ChainValues = 'probabilities' | 'labels';

/** Options of `classifierChain`. */
export interface ChainOptions {
  /**
   * What tells the samples that have a label from those that have it not.
   * @defaultValue `linearSvm({ c: 0.1 })`
   */
  readonly learner?: BinaryLearner;
  /**
   * In which order the labels are asked for.
   * @defaultValue `'frequency'`
   */
  readonly order?: ChainOrder;
  /**
   * What a label is told of the earlier ones while the chain is fitted.
   * @defaultValue `'outOfFold'`
   */
  readonly chainFeatures?: ChainFeatures;
  /**
   * How the chain states what it thinks of a label when it scores, and when it is fitted out of fold.
   * @defaultValue `'probabilities'`
   */
  readonly chainValues?: ChainValues;
  /**
   * Factor on those statements beside the features of a row: how loudly they speak; 1e-6 to 1e6. TF-IDF rows have a length of
   * about 1.
   * At 1, the usual scale, the words of long texts are heard too little.
   * @defaultValue `0.25`
   */
  readonly chainScale?: number;
  /**
   * How many folds give the out-of-fold statements, 2 to 100; more than 3 take longer and gain nothing that shows.
   * @defaultValue `3`
   */
  readonly foldCount?: number;
}

/** A classifier chain, described; made by `classifierChain`. */
export interface ClassifierChainSettings extends Required<ChainOptions> {
  /** Which strategy this is. */
  readonly id: 'classifier-chain';
}

/** Options of `ensembleOfChains`. */
export interface ChainEnsembleOptions extends ChainOptions {
  /**
   * In which order each chain asks for its labels; anything but `'random'` gives all chains the same order.
   * @defaultValue `'random'`
   */
  readonly order?: ChainOrder;
  /**
   * How many chains, 1 to 1,000.
   * @defaultValue `10`
   */
  readonly count?: number;
  /**
   * Whether each chain is fitted on a bag of its own, as many rows as there are, drawn with replacement.
   * @defaultValue `true`
   */
  readonly isBagged?: boolean;
}

/** An ensemble of classifier chains, described; made by `ensembleOfChains`. */
export interface ChainEnsembleSettings extends Required<ChainEnsembleOptions> {
  /** Which strategy this is. */
  readonly id: 'chain-ensemble';
}

/** What `classifierChain` uses for options not given. */
export function chainDefaults(): Required<ChainOptions> {
  return {
    learner: linearSvm({ c: 0.1 }),
    order: 'frequency',
    chainFeatures: 'outOfFold',
    chainValues: 'probabilities',
    chainScale: 0.25,
    foldCount: 3,
  };
}

/**
 * Checks the options of a chain.
 *
 * @param owner - how messages name the thing configured
 * @param given - what the caller passed
 * @param defaults - every option with its default; those of a chain are checked
 * @throws GenrekitError `invalid-option`
 */
export function resolveChainOptions<T extends Required<ChainOptions>>(
  owner: string,
  given: unknown,
  defaults: T,
): T {
  const options = resolveOptions(owner, given, defaults);
  checkChoice(`${owner}.chainFeatures`, options.chainFeatures, ['outOfFold', 'trueLabels']);
  checkChoice(`${owner}.chainValues`, options.chainValues, ['probabilities', 'labels']);
  checkNumber(`${owner}.chainScale`, options.chainScale, { min: 1e-6, max: 1e6 });
  checkNumber(`${owner}.foldCount`, options.foldCount, { min: 2, max: 100, isInteger: true });
  return { ...options, learner: checkLearner(options.learner), order: checkOrder(owner, options.order) };
}

function checkOrder(owner: string, order: unknown): ChainOrder {
  if (!Array.isArray(order)) {
    if (typeof order === 'string' && ['frequency', 'given', 'random'].includes(order)) {
      return order as ChainOrder;
    }
    throw new GenrekitError(
      'invalid-option',
      `${owner}.order must be 'frequency', 'given', 'random' or a list of labels; got ${describeValue(order)}.`,
    );
  }
  const names: unknown[] = Array.from(order);
  const bad = names.find((name, place) => typeof name !== 'string' || names.indexOf(name) !== place);
  if (bad !== undefined || names.includes(undefined)) {
    throw new GenrekitError(
      'invalid-option',
      `${owner}.order must name each label once; ${describeValue(bad)} is no name, or occurs twice.`,
    );
  }
  return Object.freeze(names as string[]);
}
