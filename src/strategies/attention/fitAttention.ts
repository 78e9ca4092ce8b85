import { GenrekitError } from '../../errors.ts';
import type { TokenRows } from '../../features/TokenRows.ts';
import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { EpochReport, FitContext } from '../../learners/FitContext.ts';
import type { EncoderShape } from '../../nn/EncoderShape.ts';
import { labelLinks } from '../../nn/LabelGraph.ts';
import { lossSettings } from '../../nn/Loss.ts';
import type { TrainingSettings } from '../../nn/TrainingOptions.ts';
import type { TrainingRows } from '../../nn/TrainingRows.ts';
import { trainEncoder } from '../../nn/trainEncoder.ts';
import type { StrategyState } from '../Strategy.ts';
import type { AttentionSettings } from './attention.ts';
import { isUsable, MOST_DOMAINS, shapeOf } from './attentionArrays.ts';

/** What a training of an encoder works on. */
export interface AttentionTask {
  readonly shape: EncoderShape;
  readonly rows: TrainingRows;
  readonly training: TrainingSettings;
}

/**
 * Trains an encoder on tokens and labels.
 *
 * @param tokens - one row a sample
 * @param labels - samples x labels
 * @param settings - of the strategy
 * @param context - seed, sample weights, signal, progress, checkpoints, threads
 * @returns all numbers that scores need, and how each epoch went
 * @throws GenrekitError `shape-mismatch` when rows differ; `invalid-data` when training goes astray; `aborted` when the signal fires
 */
export async function fitAttention(
  tokens: TokenRows,
  labels: LabelMatrix,
  settings: AttentionSettings,
  context: FitContext,
): Promise<{ readonly arrays: StrategyState['arrays']; readonly epochs: readonly EpochReport[] }> {
  const { shape, rows, training } = attentionTask(tokens, labels, settings, context);
  const { weights, epochs } = await trainEncoder(shape, rows, training, context);
  if (!isUsable(weights)) {
    throw new GenrekitError(
      'invalid-data',
      'The training of attention has gone astray: its weights grew beyond all bounds. Lower training.learningRate and ' +
        'training.embeddingLearningRate.',
    );
  }
  const arrays = {
    ...weights,
    domains: Int32Array.of(shape.domainCount, shape.domainCount > 0 ? 0 : -1),
    ...(shape.graph && { links: shape.graph.links.weights }),
  };
  return { arrays, epochs };
}

/**
 * @param tokens - one row a sample
 * @param labels - samples x labels
 * @param settings - of the strategy
 * @param context - sample weights, sources, an initial embedding
 * @returns what is trained, on what, and how
 * @throws GenrekitError `shape-mismatch` when rows differ
 */
export function attentionTask(
  tokens: TokenRows,
  labels: LabelMatrix,
  settings: AttentionSettings,
  context: FitContext,
): AttentionTask {
  const { sampleWeights } = context;
  checkRows(tokens, labels, sampleWeights);
  checkExtras(tokens, settings, context);
  const { labelCount, values, known } = labels;
  const domains = settings.hasDomains ? findDomains(labels, context) : undefined;
  const links =
    settings.labelGraph === 'off' ? undefined : labelLinks(countPairs(labels, sampleWeights), labelCount);
  return {
    shape: shapeOf(settings, labelCount, tokens.vocabularySize, domains?.count ?? 0, links),
    rows: { tokens, labelCount, values, known, weights: sampleWeights, domains: domains?.ofRow },
    training: { ...settings.training, loss: lossSettings(settings.training.loss) },
  };
}

function checkRows(tokens: TokenRows, labels: LabelMatrix, weights: Float64Array | undefined): void {
  const count = labels.sampleCount;
  if (tokens.rowCount === count && (weights === undefined || weights.length === count)) return;
  throw new GenrekitError(
    'shape-mismatch',
    `Features, labels and sample weights must have equally many rows; got ${tokens.rowCount}, ${count} and ${weights?.length ?? count}.`,
  );
}

function checkExtras(tokens: TokenRows, { width }: AttentionSettings, context: FitContext): void {
  const { sources, initialEmbedding } = context;
  const size = tokens.vocabularySize * width;
  if (initialEmbedding !== undefined && initialEmbedding.length !== size) {
    throw new GenrekitError(
      'shape-mismatch',
      `An initial embedding needs a row of ${width} numbers for each of ${tokens.vocabularySize} tokens, ${size} in all; got ${initialEmbedding.length}.`,
    );
  }
  if (sources !== undefined && sources.length !== tokens.rowCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `There must be one source a sample; got ${sources.length} for ${tokens.rowCount} samples.`,
    );
  }
}

/** The source of each sample, the one that weighs most first; samples of small sources have -1. */
function findDomains(labels: LabelMatrix, { sources, sampleWeights }: FitContext) {
  const { known, sampleCount, labelCount } = labels;
  const keys = Array.from({ length: sampleCount }, (_, row) => {
    if (sources !== undefined) return String(sources[row]);
    return known === undefined ? '' : known.subarray(row * labelCount, (row + 1) * labelCount).join('');
  });
  const sizes = new Map<string, number>();
  keys.forEach((key, row) => {
    const weight = sampleWeights?.[row] ?? 1;
    if (weight > 0 && key !== '-1') sizes.set(key, (sizes.get(key) ?? 0) + weight);
  });
  const largest = [...sizes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MOST_DOMAINS);
  const numbers = new Map(largest.map(([key], number) => [key, number]));
  return { count: largest.length, ofRow: Int32Array.from(keys, (key) => numbers.get(key) ?? -1) };
}

/** In how many samples each two labels are; only where both are known to be. */
function countPairs(labels: LabelMatrix, weights: Float64Array | undefined): Float64Array {
  const { values, known, sampleCount, labelCount } = labels;
  const counts = new Float64Array(labelCount * labelCount);
  for (let row = 0; row < sampleCount; row++) {
    const has = (label: number) => {
      const cell = row * labelCount + label;
      return values[cell] === 1 && known?.[cell] !== 0;
    };
    for (let label = 0; label < labelCount; label++) {
      if (!has(label)) continue;
      for (let other = 0; other < labelCount; other++)
        if (has(other)) counts[label * labelCount + other]! += weights?.[row] ?? 1;
    }
  }
  return counts;
}
