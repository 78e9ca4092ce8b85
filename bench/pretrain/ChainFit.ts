import { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import { numberedLabels } from '../../src/labels/numberedLabels.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { targetsOf, trainLabels } from '../../src/learners/trainLabels.ts';
import type { CsrMatrix } from '../../src/math/CsrMatrix.ts';
import { appendColumns } from '../../src/strategies/appendColumns.ts';
import { chainValue, logOddsPerScore } from '../../src/strategies/ChainWeights.ts';
import type { StageArrays } from './Checkpoints.ts';
import type { LinearFit, LinearTask } from './LinearFit.ts';
import { SETTINGS } from './settings.ts';

/** How a chain is fitted. */
export interface ChainRecipe {
  /** Label numbers in the order of the chain. */
  readonly order: Int32Array;
  /** How loudly statements about earlier labels speak beside the words; see `chainScale` of a classifier chain. */
  readonly scale: number;
  /** How many folds give the statements. */
  readonly foldCount: number;
}

/** One chain: words as without it, and what labels add to later ones. */
export interface ChainFit extends LinearFit {
  /** labels x labels: at `[earlier][later]`. */
  readonly links: Float32Array;
}

/** Keeps what is learned of a label, or gives what was kept. */
export type KeepLabel = (label: string, work: () => Promise<StageArrays>) => Promise<StageArrays>;

/**
 * Fits a chain on all rows, and one for each fold on the rows outside of it.
 *
 * What a label is told of an earlier one is what the chain of another fold thinks of the row, so it is the kind of news that it gets
 * later; a source that cannot show a genre has no say in its fit, and hears the same thoughts about it as all others. Statements leave
 * the columns of the sources out, which predictions do not have.
 *
 * @param task - from `linearTask`
 * @param folds - the fold of each of its rows
 * @param recipe - how
 * @param keep - see {@link KeepLabel}
 * @returns the chain of all rows, then those of the folds
 */
export async function fitChainRows(
  { matrix, labels, sampleWeights }: LinearTask,
  folds: Int32Array,
  featureCount: number,
  { order, scale, foldCount }: ChainRecipe,
  keep: KeepLabel,
): Promise<ChainFit[]> {
  const width = labels.labelCount;
  const learner = linearSvm(SETTINGS.learner);
  const slope = logOddsPerScore(learner);
  const sources = sourceShares(matrix, featureCount, sampleWeights);
  const fits = Array.from({ length: foldCount + 1 }, () => ({
    weights: new Float32Array(featureCount * width),
    biases: new Float64Array(width),
    links: new Float32Array(width * width),
  }));
  const told: Float64Array[] = [];
  for (const [place, label] of order.entries()) {
    const rows = appendColumns(matrix, told);
    const learned = await keep(labels.labels.names[label]!, async () => {
      const problems = problemsOf(targetsOf(labels, label), folds, foldCount);
      const found = await trainLabels(rows, problems, learner, { seed: SETTINGS.seed, sampleWeights });
      return Object.fromEntries(
        found.flatMap(({ weights, bias }, problem) => [
          [`words${problem}`, Float32Array.from(weights.subarray(0, featureCount))],
          [
            `links${problem}`,
            Float32Array.from(weights.subarray(matrix.columnCount), (link) => link * scale),
          ],
          [`bias${problem}`, Float64Array.of(bias + meanOf(weights, featureCount, sources))],
        ]),
      );
    });
    fits.forEach((fit, problem) => {
      const words = learned[`words${problem}`] as Float32Array;
      for (let feature = 0; feature < featureCount; feature++)
        fit.weights[feature * width + label] = words[feature]!;
      fit.biases[label] = (learned[`bias${problem}`] as Float64Array)[0]!;
      (learned[`links${problem}`] as Float32Array).forEach((link, earlier) => {
        fit.links[order[earlier]! * width + label] = link;
      });
    });
    const scores = scoresOf(rows, folds, learned, featureCount, matrix.columnCount, scale);
    if (place < width - 1)
      told.push(scores.map((score) => scale * chainValue(score, 'probabilities', slope)));
  }
  return fits;
}

/** Column 0 is the label as it is; column 1 + f is the label with fold f left out. */
function problemsOf(targets: Int8Array, folds: Int32Array, foldCount: number): LabelMatrix {
  const width = foldCount + 1;
  const values = new Uint8Array(targets.length * width);
  const known = new Uint8Array(targets.length * width);
  targets.forEach((target, row) => {
    values.fill(target === 1 ? 1 : 0, row * width, (row + 1) * width);
    known.fill(target === 0 ? 0 : 1, row * width, (row + 1) * width);
    known[row * width + 1 + folds[row]!] = 0;
  });
  return new LabelMatrix(numberedLabels(width), targets.length, values, known);
}

/** The score of each row by the chain that did not see it, without its source. */
function scoresOf(
  rows: CsrMatrix,
  folds: Int32Array,
  learned: StageArrays,
  featureCount: number,
  firstTold: number,
  scale: number,
): Float64Array {
  const { rowOffsets, columns, values } = rows;
  return Float64Array.from(folds, (fold, row) => {
    const words = learned[`words${fold + 1}`] as Float32Array;
    const links = learned[`links${fold + 1}`] as Float32Array;
    let score = (learned[`bias${fold + 1}`] as Float64Array)[0]!;
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      const column = columns[k]!;
      if (column < featureCount) score += values[k]! * words[column]!;
      else if (column >= firstTold) score += (values[k]! * links[column - firstTold]!) / scale;
    }
    return score;
  });
}

/** The share of the rows, by weight, that each source has. */
function sourceShares(matrix: CsrMatrix, featureCount: number, weights: Float64Array): Float64Array {
  const shares = new Float64Array(matrix.columnCount - featureCount);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let row = 0; row < matrix.rowCount; row++) {
    for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++)
      if (matrix.columns[k]! >= featureCount)
        shares[matrix.columns[k]! - featureCount]! += weights[row]! / total;
  }
  return shares;
}

/** What sources add on average stays in the bias: what the chain states of a label is then near its probability. */
function meanOf(weights: Float64Array, featureCount: number, shares: Float64Array): number {
  return shares.reduce((sum, share, source) => sum + share * weights[featureCount + source]!, 0);
}
