import type { CalibrationState } from '../calibration/calibrationState.ts';
import { checkSameLabels } from '../calibration/checkSameLabels.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import { type SavedBlock, TfidfFeatures } from '../features/TfidfFeatures.ts';
import type { TfidfOptions } from '../features/TfidfOptions.ts';
import { decodeDefaults, decodeModel } from '../format/decodeModel.ts';
import { malformedModel, unsupportedModel } from '../format/modelErrors.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import type { PairCounts } from '../labels/PairCounts.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { BinaryRelevance } from '../strategies/BinaryRelevance.ts';
import type { restoreStrategy } from '../strategies/registry.ts';
import type { StrategyState } from '../strategies/Strategy.ts';
import type { Analyser } from '../text/Analyser.ts';
import { FIELDS, type Field } from '../text/Movie.ts';
import { LabelSets, type LabelSetsState } from '../thresholds/LabelSets.ts';
import type { ThresholdsState } from '../thresholds/Thresholds.ts';
import {
  type ClassifierOptions,
  type ResolvedClassifierOptions,
  resolveClassifierOptions,
} from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import { FittedModel } from './FittedModel.ts';
import { checkAnalysers, findAnalyser } from './findAnalyser.ts';
import { INPUT_SHAPES, type InputShape } from './InputShape.ts';
import { PartReader, requireList, requireObject } from './modelParts.ts';
import { readSummary } from './readSummary.ts';

/** What is needed to open a model besides its bytes. */
export interface LoadOptions {
  /** The analysers that the model was fitted with; models fitted with the built-in ones need none. */
  readonly analysers?: readonly Analyser[];
  /** Refuses models that unpack to more bytes than this; 256 MiB by default. */
  readonly maxBytes?: number;
}

/** A model and the settings of the classifier that it belongs to. */
export interface LoadedModel {
  readonly model: FittedModel;
  readonly options: ResolvedClassifierOptions;
}

/**
 * Opens a `.genre` file, checking everything before anything is built from it.
 *
 * @param bytes - the file
 * @param options - analysers, limits
 * @param restore - rebuilds the strategy
 * @throws GenrekitError `invalid-model` or `unsupported-model`
 */
export function loadModel(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadOptions = {},
  restore: typeof restoreStrategy = restoreBinaryRelevance,
): LoadedModel {
  const { analysers, maxBytes } = resolveOptions<Required<LoadOptions>>('fromBytes', options, {
    analysers: [],
    maxBytes: decodeDefaults.maxBytes,
  });
  checkAnalysers(analysers);
  checkNumber('fromBytes.maxBytes', maxBytes, { min: 0, isInteger: true });
  const decoded = decodeModel(bytes, { maxBytes });
  const { header } = decoded;
  if (header.kind !== 'genre-classifier') {
    throw unsupportedModel(`it holds ${describeValue(header.kind)}, not a genre-classifier`);
  }
  try {
    return assemble(header, new PartReader(decoded), analysers, restore);
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
  restore: typeof restoreStrategy,
): LoadedModel {
  const labels = new LabelSet(requireList(header.labels, 'labels') as string[]);
  if (labels.size === 0) throw malformedModel('it has no labels');
  const blocks: SavedBlock[] = [];
  while (parts.has(`features${blocks.length}`))
    blocks.push(readBlock(parts, `features${blocks.length}`, analysers));
  if (blocks.length === 0) throw malformedModel('it has no features');
  const features = TfidfFeatures.restore(blocks);

  const { settings, arrays } = parts.read('strategy');
  const { id, ...strategySettings } = settings;
  const strategy = restore({ id, settings: strategySettings, arrays } as StrategyState, {
    labels,
    featureCount: features.columnCount,
  });
  const labelSets = parts.has('labelSets')
    ? LabelSets.fromState(parts.read('labelSets') as unknown as LabelSetsState)
    : undefined;
  const decisions = new Map<InputShape, Decision>();
  for (const shape of INPUT_SHAPES) {
    const name = `decision-${shape.replace('+', '-')}`;
    if (!parts.has(name)) continue;
    const saved = parts.read(name).settings.shape;
    if (saved !== shape) throw malformedModel(`${name} is for ${describeValue(saved)}`);
    decisions.set(shape, readDecision(parts, name, labels, labelSets));
  }
  if (decisions.size === 0) throw malformedModel('it has no calibration');
  const options = resolveClassifierOptions({
    ...(requireObject(header.options, 'options') as ClassifierOptions),
    strategy: strategy.settings,
    features: Object.freeze({
      kind: 'tfidf',
      title: blocksOf('title', blocks),
      plot: blocksOf('plot', blocks),
    }),
  });
  const summary = readSummary(header.summary, labels.size, features.columnCount);
  const pairCounts = parts.has('pairCounts') ? readPairCounts(parts, labels.size ** 2) : undefined;
  const model = new FittedModel(labels, features, strategy, decisions, summary, pairCounts);
  checkAgreement(model, options);
  return { model, options };
}

function readBlock(parts: PartReader, name: string, analysers: readonly Analyser[]): SavedBlock {
  const { field, weight, documentCount, options } = parts.read(name).settings;
  if (!(FIELDS as readonly unknown[]).includes(field))
    throw malformedModel(`${name} reads ${describeValue(field)}`);
  if (typeof weight !== 'number' || !(weight > 0))
    throw malformedModel(`${name} has the weight ${String(weight)}`);
  if (!Number.isSafeInteger(documentCount) || (documentCount as number) < 1) {
    throw malformedModel(`${name} counts ${String(documentCount)} documents`);
  }
  const { analyser, ...rest } = requireObject(options, `${name}.options`);
  const terms = parts.section(name, 'terms', 'text');
  const documentFrequencies = parts.section(name, 'documentFrequencies', 'u32', terms.length);
  if (documentFrequencies.some((frequency) => frequency < 1 || frequency > (documentCount as number))) {
    throw malformedModel(`${name} has a term in no document, or in more than there are`);
  }
  if (new Set(terms).size !== terms.length || terms.includes(''))
    throw malformedModel(`${name} repeats a term`);
  return {
    field: field as Field,
    weight,
    options: { ...rest, analyser: findAnalyser(analyser, analysers) } as TfidfOptions,
    vocabulary: { terms, documentFrequencies, documentCount: documentCount as number },
  };
}

function readPairCounts(parts: PartReader, length: number): PairCounts {
  const table = (name: string) => parts.section('pairCounts', name, 'u32', length);
  parts.read('pairCounts');
  return { together: table('together'), present: table('present'), known: table('known') };
}

function readDecision(
  parts: PartReader,
  name: string,
  labels: LabelSet,
  labelSets: LabelSets | undefined,
): Decision {
  const { settings, arrays } = parts.read(name);
  const decision = Decision.fromState(
    {
      calibration: { settings: settings.calibration, arrays } as unknown as CalibrationState,
      thresholds: requireList(settings.thresholds, `${name}.thresholds`) as ThresholdsState[],
      missThresholds: arrays.missThresholds,
    },
    labelSets,
  );
  if (decision.thresholds.length === 0) throw malformedModel(`${name} has no thresholds`);
  const all = [decision.calibration, ...decision.thresholds, ...(labelSets ? [labelSets.table] : [])];
  for (const part of all) checkSameLabels(part.labels, labels);
  return decision;
}

/** Refuses parts that are each in order, but not made for each other: they would fail, or mislead, only later. */
function checkAgreement(
  { labels, features, strategy, decisions }: FittedModel,
  options: ResolvedClassifierOptions,
): void {
  const { fields, columnCount } = features;
  if (!fields.every((field) => options.fields.includes(field))) {
    throw malformedModel(`it has features of ${fields.join(' and ')}, but other fields`);
  }
  if (options.labels !== 'occurring') checkSameLabels(new LabelSet(options.labels), labels);
  // A movie of unknown words: its scores are what no text can change, and must do for every calibration.
  const noWords = new CsrMatrix(1, columnCount, new Int32Array(2), new Int32Array(0), new Float64Array(0));
  const scores = strategy.scores({ kind: 'sparse', matrix: noWords });
  for (const [shape, decision] of decisions) {
    if (decision.thresholds[0]!.objective !== options.thresholds.objective) {
      throw malformedModel(
        `its first thresholds for ${shape} are not those for '${options.thresholds.objective}'`,
      );
    }
    decision.calibration.apply(scores);
    decision.decoderFor(options.decoder);
  }
}

function blocksOf(field: Field, blocks: readonly SavedBlock[]) {
  return Object.freeze(
    blocks.filter((block) => block.field === field).map(({ weight, options }) => ({ ...options, weight })),
  );
}
