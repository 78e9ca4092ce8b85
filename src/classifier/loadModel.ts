import { Calibration } from '../calibration/Calibration.ts';
import type { CalibrationState } from '../calibration/calibrationState.ts';
import { checkSameLabels } from '../calibration/checkSameLabels.ts';
import { needsCode } from '../calibration/needsCode.ts';
import type { readLabelCompany } from '../calibration/readLabelCompany.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import { type SavedBlock, TfidfFeatures } from '../features/TfidfFeatures.ts';
import type { TfidfOptions } from '../features/TfidfOptions.ts';

import { malformedModel, unsupportedModel } from '../format/modelErrors.ts';
import { MAX_BYTES, unpackModel } from '../format/unpackModel.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import type { PairCounts } from '../labels/PairCounts.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { BinaryRelevance } from '../strategies/BinaryRelevance.ts';
import type { restoreStrategy } from '../strategies/registry.ts';
import type { StrategyState } from '../strategies/Strategy.ts';
import type { ModelKit } from '../strategies/StrategyKit.ts';
import type { Analyser } from '../text/Analyser.ts';
import { FIELDS, type Field } from '../text/Movie.ts';
import { LabelSets, type LabelSetsState } from '../thresholds/LabelSets.ts';
import { MissRates } from '../thresholds/MissRates.ts';
import { Thresholds, type ThresholdsState } from '../thresholds/Thresholds.ts';
import {
  type ClassifierOptions,
  type FeatureSettings,
  type ResolvedClassifierOptions,
  resolveClassifierOptions,
} from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import { FittedModel, type ShapeDecisions } from './FittedModel.ts';
import { checkParts, findAnalyser } from './findAnalyser.ts';
import { INPUT_SHAPES, type InputShape } from './InputShape.ts';
import { PartReader, partName, requireList, requireObject } from './modelParts.ts';
import type { readStyles } from './readStyles.ts';
import type { TrainingSummary } from './TrainingSummary.ts';

/** What is needed to open a model besides its bytes. */
export interface LoadOptions {
  /** The analysers that the model was fitted with; models fitted with the built-in ones need none. */
  readonly analysers?: readonly Analyser[];
  /** Code that models of some strategies need, such as `[attentionKit]`. */
  readonly strategies?: readonly ModelKit[];
  /** Refuses models that unpack to more bytes than this; 256 MiB by default. */
  readonly maxBytes?: number;
}

/** A model and the settings of the classifier that it belongs to. */
export interface LoadedModel {
  readonly model: FittedModel;
  readonly options: ResolvedClassifierOptions;
}

/** Code that not every model needs. */
export interface OpeningCode {
  /** Rebuilds strategies; binary relevance alone when absent. */
  readonly restoreStrategy?: typeof restoreStrategy;
  /** Rebuilds calibrations of genres that keep company. */
  readonly readLabelCompany?: typeof readLabelCompany;
  /** Rebuilds what the style of texts adds. */
  readonly readStyles?: typeof readStyles;
  /** Whether nobody else has the bytes, so that numbers may stay where they are. */
  readonly ownsBytes?: boolean;
}

/**
 * Opens a `.genre` file, checking everything before anything is built from it.
 *
 * @param bytes - the file
 * @param options - analysers, limits
 * @param code - that the model may need
 * @throws GenrekitError `invalid-model` or `unsupported-model`
 */
export function loadModel(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadOptions = {},
  code: OpeningCode = {},
): LoadedModel {
  const { analysers, strategies, maxBytes } = resolveOptions<Required<LoadOptions>>('fromBytes', options, {
    analysers: [],
    strategies: [],
    maxBytes: MAX_BYTES,
  });
  checkParts(analysers, strategies);
  checkNumber('fromBytes.maxBytes', maxBytes, { min: 0, isInteger: true });
  const decoded = unpackModel(bytes, maxBytes, code.ownsBytes);
  const { header } = decoded;
  if (header.kind !== 'genre-classifier') {
    throw unsupportedModel(`it holds ${describeValue(header.kind)}, not a genre-classifier`);
  }
  try {
    const openMember = (member: Uint8Array, kits: readonly ModelKit[]) =>
      loadModel(member, { analysers, strategies: kits, maxBytes }, code);
    return assemble(header, new PartReader(decoded), analysers, strategies, code, openMember);
  } catch (cause) {
    // A part that finds its own settings wrong reports a bad option; here it is the file that is wrong.
    if (cause instanceof GenrekitError && /model$/.test(cause.code)) throw cause;
    throw malformedModel(
      cause instanceof Error ? cause.message.replace(/\.$/, '') : 'it cannot be read',
      cause,
    );
  }
}

/** The one strategy whose code is always there; `GenreClassifier.open` loads the others. */
function restoreBinaryRelevance(...[state, shape]: Parameters<typeof restoreStrategy>) {
  if (state.id === 'binary-relevance')
    return BinaryRelevance.fromState(state, shape.labels, shape.featureCount);
  throw new GenrekitError(
    'unsupported-model',
    `The model uses the strategy ${describeValue(state.id)}; use await GenreClassifier.open(bytes), which loads it.`,
  );
}

function assemble(
  header: Readonly<Record<string, unknown>>,
  parts: PartReader,
  analysers: readonly Analyser[],
  kits: readonly ModelKit[],
  {
    restoreStrategy: restore = restoreBinaryRelevance,
    readLabelCompany: readCompany,
    readStyles: read = needsCode,
  }: OpeningCode,
  openMember: (bytes: Uint8Array, kits: readonly ModelKit[]) => LoadedModel,
): LoadedModel {
  const labels = new LabelSet(requireList(header.labels, 'labels') as string[]);
  if (labels.size === 0) throw malformedModel('it has no labels');
  const { settings, arrays } = parts.read('strategy');
  const { id, ...strategySettings } = settings;
  const kit = kits.find((one) => one.id === id);
  const { features, settings: featureSettings } = kit?.restoreFeatures
    ? readOwnFeatures(kit.restoreFeatures, parts, (bytes) =>
        openMember(
          bytes,
          kits.filter((one) => one !== kit),
        ),
      )
    : readBlocks(parts, analysers, id);
  const state = { id, settings: strategySettings, arrays } as StrategyState;
  const shape = { labels, featureCount: features.columnCount };
  const strategy = kit?.restore?.(state, shape) ?? restore(state, shape, kits);
  const labelSets = parts.has('labelSets')
    ? LabelSets.fromState(parts.read('labelSets') as unknown as LabelSetsState)
    : undefined;
  const decisions = readDecisions(parts, 'decision', labels, labelSets, readCompany);
  if (decisions.size === 0) throw malformedModel('it has no calibration');
  const catalogues = new Map<string, ShapeDecisions>();
  for (;;) {
    const name = `catalogue${catalogues.size}`;
    const own = readDecisions(parts, name, labels, labelSets, readCompany);
    const shape = own.keys().next().value;
    if (shape === undefined) break;
    const { catalogue } = parts.settings(partName(name, shape));
    if (typeof catalogue !== 'string' || catalogues.has(catalogue))
      throw malformedModel(`${name} has the name ${describeValue(catalogue)}`);
    catalogues.set(catalogue, own);
  }
  const options = resolveClassifierOptions({
    ...(requireObject(header.options, 'options') as ClassifierOptions),
    strategy: strategy.settings,
    features: featureSettings,
  });
  const pairCounts = parts.has('pairCounts') ? readPairCounts(parts, labels.size ** 2) : undefined;
  const styles = parts.has('styles') ? read(parts, labels.size) : undefined;
  const model = new FittedModel(
    labels,
    features,
    strategy,
    decisions,
    header.summary as TrainingSummary,
    pairCounts,
    undefined,
    catalogues,
    styles,
  );
  model.decisionsFor([], options.catalogue);
  checkAgreement(model, options);
  return { model, options };
}

/** Features, and the settings that they were made by. */
interface LoadedFeatures {
  readonly features: FeatureExtractor;
  readonly settings: FeatureSettings;
}

function readOwnFeatures(
  restore: NonNullable<ModelKit['restoreFeatures']>,
  parts: PartReader,
  openMember: (bytes: Uint8Array) => LoadedModel,
): LoadedFeatures {
  const features = restore(parts.read('features'), openMember);
  return { features, settings: features.settings };
}

function readBlocks(parts: PartReader, analysers: readonly Analyser[], strategy: unknown): LoadedFeatures {
  if (parts.has('features')) {
    throw new GenrekitError(
      'unsupported-model',
      `The model uses the strategy ${describeValue(strategy)}, whose code has an entry point of its own; use it as in ` +
        "import { attentionKit } from 'genrekit/attention'; GenreClassifier.open(bytes, { strategies: [attentionKit] }).",
    );
  }
  const blocks: SavedBlock[] = [];
  while (parts.has(`features${blocks.length}`))
    blocks.push(readBlock(parts, `features${blocks.length}`, analysers));
  if (blocks.length === 0) throw malformedModel('it has no features');
  const own = (field: Field) =>
    Object.freeze(
      blocks
        .filter((block) => block.field === field)
        .map(({ weight, titleWeight, options }) => ({
          ...options,
          weight,
          ...(titleWeight > 0 && { titleWeight }),
        })),
    );
  const settings = Object.freeze({ kind: 'tfidf' as const, title: own('title'), plot: own('plot') });
  return { features: TfidfFeatures.restore(blocks), settings };
}

function readBlock(parts: PartReader, name: string, analysers: readonly Analyser[]): SavedBlock {
  const { field, weight, titleWeight = 0, documentCount, options } = parts.settings(name);
  if (!(FIELDS as readonly unknown[]).includes(field))
    throw malformedModel(`${name} reads ${describeValue(field)}`);
  if (typeof weight !== 'number' || !(weight > 0))
    throw malformedModel(`${name} has the weight ${String(weight)}`);
  if (typeof titleWeight !== 'number' || !(titleWeight >= 0) || (titleWeight > 0 && field === 'title'))
    throw malformedModel(`${name} has the titleWeight ${String(titleWeight)}`);
  if (!Number.isSafeInteger(documentCount) || (documentCount as number) < 1) {
    throw malformedModel(`${name} counts ${String(documentCount)} documents`);
  }
  const { analyser, ...rest } = requireObject(options, `${name}.options`);
  const list = parts.list(name, 'terms');
  const documentFrequencies = parts.section(name, 'documentFrequencies', 'u32', list.count);
  for (let column = 0; column < list.count; column++) {
    const frequency = documentFrequencies[column]!;
    if (frequency < 1 || frequency > (documentCount as number))
      throw malformedModel(`${name} has a term in no document, or in more than there are`);
  }
  return {
    field: field as Field,
    weight,
    titleWeight,
    options: { ...rest, analyser: findAnalyser(analyser, analysers) } as TfidfOptions,
    vocabulary: {
      list,
      get terms() {
        return list.terms;
      },
      ...{ documentFrequencies, documentCount: documentCount as number },
    },
  };
}

function readPairCounts(parts: PartReader, length: number): PairCounts {
  const { arrays } = parts.read('pairCounts');
  for (const name of ['together', 'present', 'known']) parts.section('pairCounts', name, 'u32', length);
  return arrays as unknown as PairCounts;
}

function readDecisions(
  parts: PartReader,
  prefix: string,
  labels: LabelSet,
  labelSets: LabelSets | undefined,
  readCompany: OpeningCode['readLabelCompany'],
): ShapeDecisions {
  const decisions = new Map<InputShape, Decision>();
  for (const shape of INPUT_SHAPES) {
    const name = partName(prefix, shape);
    if (!parts.has(name)) continue;
    const saved = parts.settings(name).shape;
    if (saved !== shape) throw malformedModel(`${name} is for ${describeValue(saved)}`);
    decisions.set(shape, readDecision(parts, name, labels, labelSets, readCompany));
  }
  return decisions;
}

/** The decisions of catalogues do not repeat the labels. */
function readDecision(
  parts: PartReader,
  name: string,
  labels: LabelSet,
  labelSets: LabelSets | undefined,
  readCompany: OpeningCode['readLabelCompany'],
): Decision {
  const { settings, arrays } = parts.read(name);
  const own = { labels: labels.names };
  const calibration = {
    settings: { ...own, ...requireObject(settings.calibration, `${name}.calibration`) },
    arrays,
  };
  const decision = new Decision(
    Calibration.fromState(calibration as unknown as CalibrationState, readCompany),
    requireList(settings.thresholds, `${name}.thresholds`).map((thresholds, index) =>
      Thresholds.fromState({
        ...own,
        ...(requireObject(thresholds, `${name}.thresholds.${index}`) as Omit<ThresholdsState, 'labels'>),
      }),
    ),
    labelSets,
    MissRates.fromState(arrays.missThresholds),
  );
  if (decision.thresholds.length === 0) throw malformedModel(`${name} has no thresholds`);
  const all = [decision.calibration, ...decision.thresholds, ...(labelSets ? [labelSets.table] : [])];
  for (const part of all) checkSameLabels(part.labels, labels);
  return decision;
}

/** Refuses parts that are each in order, but not made for each other: they would fail, or mislead, only later. */
function checkAgreement(
  { labels, features, strategy, decisions, catalogues }: FittedModel,
  options: ResolvedClassifierOptions,
): void {
  const { fields } = features;
  if (!fields.every((field) => options.fields.includes(field))) {
    throw malformedModel(`it has features of ${fields.join(' and ')}, but other fields`);
  }
  if (features.labels) checkSameLabels(features.labels, labels);
  if (options.labels !== 'occurring') checkSameLabels(new LabelSet(options.labels), labels);
  // A movie of unknown words: its scores are what no text can change, and must do. What refuses scores or decoders are
  // labels and numbers that all decisions share, so that one stands for all.
  const [first] = decisions.values();
  first!.calibration.apply(strategy.scores(features.transform([{}])));
  first!.decoderFor(options.decoder);
  for (const [shape, decision] of [decisions, ...catalogues.values()].flatMap((own) => [...own])) {
    if (decision.thresholds[0]!.objective !== options.thresholds.objective) {
      throw malformedModel(
        `its first thresholds for ${shape} are not those for '${options.thresholds.objective}'`,
      );
    }
  }
}
