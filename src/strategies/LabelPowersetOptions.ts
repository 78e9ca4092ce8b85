import { type BinaryLearner, checkLearner } from '../learners/BinaryLearner.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { checkNumber, resolveOptions } from '../options.ts';

/** Options of {@link labelPowerset}. */
export interface LabelPowersetOptions {
  /**
   * What tells the samples of a label set from all others.
   * @defaultValue `linearSvm({ c: 0.1 })`
   */
  readonly learner?: BinaryLearner;
  /**
   * Sets of fewer samples, by weight, are pruned: their samples count for the largest sets that remain among their
   * subsets. 1 to 1e6; a model grows with the number of sets that remain.
   * @defaultValue `10`
   */
  readonly minCount?: number;
  /**
   * How decided the probabilities of sets are: what the scores of their learners are multiplied with before the softmax;
   * 0.01 to 100.
   * @defaultValue `8`
   */
  readonly sharpness?: number;
}

/** Label powerset, described; made by {@link labelPowerset}. */
export interface LabelPowersetSettings extends Readonly<Required<LabelPowersetOptions>> {
  /** Which strategy this is. */
  readonly id: 'label-powerset';
}

/**
 * Settings for label powerset with pruned sets (Read, Pfahringer and Holmes, Multi-label classification using ensembles of
 * pruned sets, ICDM 2008): each set of genres that movies have together is one class. It never gives genres that nobody
 * has seen together, and is right about whole sets more often than strategies that look at one genre at a time.
 *
 * Movies of which some genre is unknown do not show their whole set, and are left out.
 *
 * @param options - settings; see {@link LabelPowersetOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { labelPowerset } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: labelPowerset({ minCount: 20 }), decoder: { kind: 'labelSet' } });
 * ```
 */
export function labelPowerset(options?: LabelPowersetOptions): LabelPowersetSettings {
  const { learner, minCount, sharpness } = resolveOptions<Required<LabelPowersetOptions>>(
    'labelPowerset',
    options,
    { learner: linearSvm({ c: 0.1 }), minCount: 10, sharpness: 8 },
  );
  return Object.freeze({
    id: 'label-powerset',
    learner: checkLearner(learner),
    minCount: checkNumber('labelPowerset.minCount', minCount, { min: 1, max: 1e6 }),
    sharpness: checkNumber('labelPowerset.sharpness', sharpness, { min: 0.01, max: 100 }),
  });
}
