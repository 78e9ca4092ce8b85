import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { BinaryFit } from '../learners/BinaryProblem.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { checkRows, targetsOf, trainLabels } from '../learners/trainLabels.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { appendColumns } from './appendColumns.ts';
import type { ChainOptions } from './ChainOptions.ts';
import { chainValue, logOddsPerScore } from './ChainWeights.ts';
import { dealByHash } from './rowHashes.ts';

/** What a chain needs besides what any fit needs. */
export interface ChainTask {
  /** samples x features. */
  readonly matrix: CsrMatrix;
  /** From `rowHashes`. */
  readonly hashes: Uint32Array;
  /** samples x labels; unknown cells are left out. */
  readonly labels: LabelMatrix;
  /** Label numbers in the order of the chain. */
  readonly order: Int32Array;
}

/** What {@link fitChain} learns; entries are in label order. */
export interface FittedChain {
  /** The word weights, one a feature, and bias of each label. */
  readonly words: readonly { readonly weights: Float64Array; readonly bias: number }[];
  /** labels x labels: at `[earlier][later]`, what the earlier label adds to the later one. */
  readonly links: Float64Array;
}

/**
 * Fits a classifier chain: each label with the features and with what is said of the labels before it (Read, Pfahringer,
 * Holmes and Frank, Classifier chains for multi-label classification, Machine Learning 2011).
 *
 * With true labels as that news, a chain learns to trust what it will not have when it scores; with its own out-of-fold
 * thoughts it learns how far to trust them (Senge, del Coz and Hüllermeier, On the problem of error propagation in
 * classifier chains, 2014). The folds of a label differ in the rows they leave out alone, so they are fitted together.
 *
 * @param task - features, labels, order
 * @param options - of the chain
 * @param context - seed, sample weights, signal, progress, and who trains
 * @throws GenrekitError `shape-mismatch` when rows differ; `aborted` when the signal fires
 */
export async function fitChain(
  { matrix, hashes, labels, order }: ChainTask,
  options: Required<ChainOptions>,
  context: FitContext,
): Promise<FittedChain> {
  const { learner, chainFeatures, chainScale, foldCount } = options;
  checkRows(matrix, labels);
  throwIfAborted(context.signal);
  const trainer = context.trainer ?? { trainLabels };
  const width = labels.labelCount;
  const featureCount = matrix.columnCount;
  const folds =
    chainFeatures === 'outOfFold' ? dealByHash(hashes, foldCount, deriveSeed(context.seed, 0)) : undefined;
  const problemCount = folds === undefined ? 1 : foldCount + 1;
  const words: { weights: Float64Array; bias: number }[] = new Array(width);
  const links = new Float64Array(width * width);
  const told: Float64Array[] = [];
  for (const [place, label] of order.entries()) {
    const isLast = place === width - 1; // nobody hears what it says
    const rows = appendColumns(matrix, told);
    const targets = targetsOf(labels, label);
    const fits = await trainer.trainLabels(
      rows,
      problemsOf(targets, isLast ? undefined : folds, foldCount),
      learner,
      {
        ...context,
        onProgress: ({ done }) =>
          context.onProgress?.({
            stage: 'fitting',
            done: place * problemCount + done,
            total: (width - 1) * problemCount + 1,
          }),
      },
    );
    throwIfAborted(context.signal);
    const { weights, bias } = fits[0]!;
    words[label] = { weights: weights.slice(0, featureCount), bias };
    for (let earlier = 0; earlier < place; earlier++) {
      links[order[earlier]! * width + label] = weights[featureCount + earlier]! * chainScale;
    }
    if (isLast) continue;
    const said =
      folds === undefined ? truthOf(targets) : thoughtsOf(outOfFoldScores(rows, folds, fits), options);
    told.push(said.map((value) => value * chainScale));
  }
  return { words, links };
}

/** 1 where the label is; unknown cells count as absent. */
function truthOf(targets: Int8Array): Float64Array {
  return Float64Array.from(targets, (target) => (target === 1 ? 1 : 0));
}

function thoughtsOf(scores: Float64Array, { chainValues, learner }: Required<ChainOptions>): Float64Array {
  const slope = logOddsPerScore(learner);
  return scores.map((score) => chainValue(score, chainValues, slope));
}

/** Column 0 is the label as it is; with folds, column 1 + f is the label with fold f left out. */
function problemsOf(targets: Int8Array, folds: Int32Array | undefined, foldCount: number): LabelMatrix {
  const width = folds === undefined ? 1 : foldCount + 1;
  const values = new Uint8Array(targets.length * width);
  const known = new Uint8Array(targets.length * width);
  targets.forEach((target, row) => {
    const start = row * width;
    values.fill(target === 1 ? 1 : 0, start, start + width);
    known.fill(target === 0 ? 0 : 1, start, start + width);
    if (folds !== undefined) known[start + 1 + folds[row]!] = 0;
  });
  return new LabelMatrix(numberedLabels(width), targets.length, values, known);
}

/** The score of each row by the fit that did not see it. */
function outOfFoldScores(matrix: CsrMatrix, folds: Int32Array, fits: readonly BinaryFit[]): Float64Array {
  const { rowOffsets, columns, values } = matrix;
  return Float64Array.from(folds, (fold, row) => {
    const { weights, bias } = fits[1 + fold]!;
    let score = bias;
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) score += values[k]! * weights[columns[k]!]!;
    return score;
  });
}
