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
import type { KitFeatureSettings, StrategyKit } from '../strategies/StrategyKit.ts';
import { checkFields, FIELDS, type Field } from '../text/Movie.ts';
import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import {
  type ResolvedThresholdOptions,
  resolveThresholdOptions,
  type ThresholdOptions,
} from '../thresholds/ThresholdOptions.ts';

/** What movies are turned into: TF-IDF columns, tokens in their order, or the scores of other models. */
export type FeatureSettings = TfidfFeaturesSettings | KitFeatureSettings;

/**
 * The rows that calibration and thresholds are fitted on, which the model scoring them must not have seen: every row, by
 * a model fitted on the other folds; or a share of the rows kept from the only fit.
 */
export type CalibrationRows = 'folds' | { readonly heldOut: number };

/** Settings of a {@link GenreClassifier}. */
export interface ClassifierOptions {
  /**
   * What scores the genres.
   * @defaultValue `binaryRelevance({ learner: linearSvm({ c: 0.1 }) })`
   */
  readonly strategy?: StrategySettings;
  /**
   * What movies are turned into before they are scored.
   * @defaultValue `tfidf()`; with `fields: ['title']`, `tfidf(titleOnlyDefaults)`; with `attention()`, `tokens()`
   */
  readonly features?: FeatureSettings;
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
   * Whose habits predictions follow, for movies that do not name a catalogue that the classifier was fitted on: a name
   * that occurs as `catalogue` of at least 200 movies, or `'auto'` for what serves all movies alike.
   * @defaultValue `'auto'`
   */
  readonly catalogue?: string;
  /**
   * Which rows calibration and thresholds are fitted on. `'folds'`: all of them, each scored by a model fitted on the
   * other folds; the strategy is then fitted once more, on all rows. `{ heldOut: 0.1 }`: a tenth of the rows, each genre
   * in its proportion and equal plots together; the strategy is fitted once, on the other rows, and stays as it is,
   * since thresholds belong to the very model that they were tuned on. Rows by which a strategy stops its training early
   * are taken from those others.
   * @defaultValue `'folds'`; with strategies that take long to fit, such as `attention()`, `{ heldOut: 0.1 }`
   */
  readonly calibrateOn?: CalibrationRows;
  /**
   * How many folds give the out-of-fold scores that calibration and thresholds are fitted on. A held-out part is cut
   * into as many, over which thresholds are averaged.
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
  readonly features: FeatureSettings;
  readonly fields: readonly Field[];
  readonly labels: 'occurring' | readonly string[];
  readonly calibration: ResolvedCalibrationOptions;
  readonly thresholds: ResolvedThresholdOptions;
  readonly decoder: DecoderOptions;
  readonly catalogue: string;
  readonly calibrateOn: CalibrationRows;
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
    catalogue: 'auto',
    calibrateOn: 'folds',
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
  const asked: { readonly [Name in keyof ClassifierOptions]?: unknown } = { ...(given as ClassifierOptions) };
  const { fields } = asked;
  const isTitleOnly = Array.isArray(fields) && !fields.includes('plot');
  const kit = kitOf(asked.strategy);
  const defaults = {
    ...defaultClassifierOptions(),
    ...(isTitleOnly && { features: tfidf(titleOnlyDefaults) }),
    ...(kit?.checkFeatures && { features: kit.checkFeatures(undefined) }),
    ...(kit?.isCostly && { calibrateOn: { heldOut: 0.1 } }),
  };
  const options = resolveOptions('GenreClassifier', given, defaults);
  checkNumber('GenreClassifier.foldCount', options.foldCount, { min: 2, isInteger: true });
  checkNumber('GenreClassifier.seed', options.seed, { min: 0, max: 0xffffffff, isInteger: true });
  return Object.freeze({
    ...options,
    strategy: checkStrategy(options.strategy),
    features: kit?.checkFeatures?.(options.features) ?? checkFeatures(options.features),
    fields: checkFields('GenreClassifier.fields', options.fields),
    labels: options.labels === 'occurring' ? 'occurring' : checkLabels(options.labels),
    calibration: resolveCalibrationOptions(options.calibration, 'GenreClassifier.calibration'),
    thresholds: resolveThresholdOptions(withFDefaults(options.thresholds), 'GenreClassifier.thresholds'),
    decoder: resolveDecoderOptions(options.decoder, 'GenreClassifier.decoder'),
    catalogue: checkCatalogue(options.catalogue),
    calibrateOn: checkCalibrationRows(options.calibrateOn),
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
  if (!Array.isArray(labels) || labels.length === 0)
    throw badOption('labels', "be 'occurring' or a list of genres", labels);
  return new LabelSet(Array.from(labels)).names;
}

/** The code that the settings of a strategy bring along, if they do. */
function kitOf(strategy: unknown): StrategyKit | undefined {
  const { kit } = (strategy ?? {}) as { readonly kit?: StrategyKit };
  return typeof kit?.create === 'function' ? kit : undefined;
}

function checkCatalogue(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw badOption('catalogue', 'be a name', value);
}

function checkCalibrationRows(value: unknown): CalibrationRows {
  if (value === 'folds') return value;
  const name = 'GenreClassifier.calibrateOn';
  if (!isObject(value)) throw badOption('calibrateOn', "be 'folds' or such as { heldOut: 0.1 }", value);
  const { heldOut } = resolveOptions(name, value, { heldOut: 0.1 });
  return Object.freeze({ heldOut: checkNumber(`${name}.heldOut`, heldOut, { above: 0, max: 0.5 }) });
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
  return badOption(name, `be made by ${factory}`, value);
}

function badOption(name: string, demand: string, value: unknown): GenrekitError {
  return new GenrekitError(
    'invalid-option',
    `GenreClassifier.${name} must ${demand}; got ${describeValue(value)}.`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
