import {
  type CalibrationOptions,
  type ResolvedCalibrationOptions,
  resolveCalibrationOptions,
} from '../calibration/CalibrationOptions.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import {
  type FeatureBlock,
  type TfidfFeaturesSettings,
  tfidf,
  titleOnlyDefaults,
} from '../features/TfidfFeatures.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import type { StrategySettings } from '../strategies/registry.ts';
import { checkFields, FIELDS, type Field } from '../text/Movie.ts';
import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import {
  type ResolvedThresholdOptions,
  resolveThresholdOptions,
  type ThresholdOptions,
} from '../thresholds/ThresholdOptions.ts';

/** Settings of a {@link GenreClassifier}. */
export interface ClassifierOptions {
  /**
   * What scores the genres.
   * @defaultValue `binaryRelevance({ learner: linearSvm({ c: 0.1 }) })`
   */
  readonly strategy?: StrategySettings;
  /**
   * What movies are turned into before they are scored.
   * @defaultValue `tfidf()`; with `fields: ['title']`, `tfidf(titleOnlyDefaults)`
   */
  readonly features?: TfidfFeaturesSettings;
  /**
   * The parts of a movie to look at.
   * @defaultValue `['title', 'plot']`
   */
  readonly fields?: readonly Field[];
  /**
   * The genres, in the order in which tables show them; those that occur in the training movies by default.
   * @defaultValue `'occurring'`
   */
  readonly labels?: 'occurring' | readonly string[];
  /**
   * How scores become probabilities.
   * @defaultValue `{ method: 'platt' }`
   */
  readonly calibration?: CalibrationOptions;
  /**
   * What the thresholds are tuned for. Thresholds for micro-F1 and macro-F1 are always kept as well, so that a
   * prediction can ask for them.
   * @defaultValue `{ objective: 'microF1', smoothing: 0.25, combination: 'foldMean' }`
   */
  readonly thresholds?: ThresholdOptions;
  /**
   * How probabilities become genres, when a prediction does not say.
   * @defaultValue `{ kind: 'threshold', atLeast: 1 }`
   */
  readonly decoder?: DecoderOptions;
  /**
   * How many folds give the out-of-fold scores that calibration and thresholds are fitted on.
   * @defaultValue `5`
   */
  readonly foldCount?: number;
  /**
   * Seed of everything random in a fit.
   * @defaultValue `1`
   */
  readonly seed?: number;
}

/** {@link ClassifierOptions} with every option set and checked. */
export interface ResolvedClassifierOptions {
  readonly strategy: StrategySettings;
  readonly features: TfidfFeaturesSettings;
  readonly fields: readonly Field[];
  readonly labels: 'occurring' | readonly string[];
  readonly calibration: ResolvedCalibrationOptions;
  readonly thresholds: ResolvedThresholdOptions;
  readonly decoder: DecoderOptions;
  readonly foldCount: number;
  readonly seed: number;
}

/**
 * The settings of a classifier that is given none; chosen by cross-validation on training rows.
 *
 * @returns every option with its default
 */
export function defaultClassifierOptions(): Required<ClassifierOptions> {
  return {
    strategy: binaryRelevance({ learner: linearSvm({ c: 0.1 }) }),
    features: tfidf(),
    fields: FIELDS,
    labels: 'occurring',
    calibration: { method: 'platt' },
    thresholds: { objective: 'microF1', smoothing: 0.25, combination: 'foldMean' },
    decoder: { kind: 'threshold', atLeast: 1 },
    foldCount: 5,
    seed: 1,
  };
}

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed
 * @throws GenrekitError `invalid-option`
 */
export function resolveClassifierOptions(given: unknown): ResolvedClassifierOptions {
  const fields: unknown = (given as ClassifierOptions | undefined)?.fields;
  const isTitleOnly = Array.isArray(fields) && !fields.includes('plot');
  const defaults = {
    ...defaultClassifierOptions(),
    ...(isTitleOnly && { features: tfidf(titleOnlyDefaults) }),
  };
  const options = resolveOptions('GenreClassifier', given, defaults);
  checkNumber('GenreClassifier.foldCount', options.foldCount, { min: 2, isInteger: true });
  checkNumber('GenreClassifier.seed', options.seed, { min: 0, max: 0xffffffff, isInteger: true });
  return Object.freeze({
    ...options,
    strategy: checkStrategy(options.strategy),
    features: checkFeatures(options.features),
    fields: checkFields('GenreClassifier.fields', options.fields),
    labels: options.labels === 'occurring' ? 'occurring' : checkLabels(options.labels),
    calibration: resolveCalibrationOptions(options.calibration, 'GenreClassifier.calibration'),
    thresholds: resolveThresholdOptions(withFDefaults(options.thresholds), 'GenreClassifier.thresholds'),
    decoder: resolveDecoderOptions(options.decoder, 'GenreClassifier.decoder'),
  });
}

/** Smoothing and fold means serve F objectives; they are defaults, not something a caller has to switch off. */
function withFDefaults(thresholds: unknown): unknown {
  if (!isObject(thresholds)) return thresholds;
  const { objective } = thresholds;
  if (typeof objective === 'string' && !/F1$|^fBeta$/.test(objective)) return thresholds;
  const { smoothing, combination } = defaultClassifierOptions().thresholds;
  const given = Object.entries(thresholds).filter(([, value]) => value !== undefined);
  return { smoothing, combination, ...Object.fromEntries(given) };
}

function checkLabels(labels: unknown): readonly string[] {
  if (!Array.isArray(labels) || labels.length === 0) {
    throw new GenrekitError(
      'invalid-option',
      `GenreClassifier.labels must be 'occurring' or a list of genres; got ${describeValue(labels)}.`,
    );
  }
  return new LabelSet(Array.from(labels)).names;
}

/** Beyond this, features times weights could leave the range in which scores are compared. */
const LARGEST_WEIGHT = 1e6;

const STRATEGY_FACTORIES = 'binaryRelevance() or its kin';

/** Settings are made anew from what they say, since a frozen object may still be anything. */
function checkStrategy(value: unknown): StrategySettings {
  const settings = checkMade('strategy', value, STRATEGY_FACTORIES);
  const { id, ...options } = settings;
  if (typeof id !== 'string') throw notMade('strategy', value, STRATEGY_FACTORIES);
  return id === 'binary-relevance' ? binaryRelevance(options) : (settings as unknown as StrategySettings);
}

function checkFeatures(value: unknown): TfidfFeaturesSettings {
  const { kind, title, plot, ...rest } = checkMade('features', value, 'tfidf()');
  const isMade =
    kind === 'tfidf' && isBlockList(title) && isBlockList(plot) && Object.keys(rest).length === 0;
  if (!isMade) throw notMade('features', value, 'tfidf()');
  const settings = tfidf({ title, plot });
  for (const { weight = 1 } of [...settings.title, ...settings.plot]) {
    checkNumber('The weight of a block of features', weight, { max: LARGEST_WEIGHT });
  }
  return settings;
}

function isBlockList(value: unknown): value is readonly FeatureBlock[] {
  return Array.isArray(value) && Array.from(value).every(isObject);
}

function checkMade(name: string, value: unknown, factory: string): Readonly<Record<string, unknown>> {
  if (isObject(value) && Object.isFrozen(value)) return value;
  throw notMade(name, value, factory);
}

function notMade(name: string, value: unknown, factory: string): GenrekitError {
  return new GenrekitError(
    'invalid-option',
    `GenreClassifier.${name} must be made by ${factory}; got ${describeValue(value)}.`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
