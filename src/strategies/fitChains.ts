import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { checkRows } from '../learners/trainLabels.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import type { ChainEnsembleOptions } from './ChainOptions.ts';
import { ChainWeights, logOddsPerScore, wordColumns } from './ChainWeights.ts';
import { chainOrder } from './chainOrder.ts';
import { checkSampleWeights } from './checkSampleWeights.ts';
import { type FittedChain, fitChain } from './fitChain.ts';
import { linearWeightsOf } from './linearWeightsOf.ts';
import { drawBag, rowHashes } from './rowHashes.ts';
import { tooLarge } from './tooLarge.ts';

/**
 * Fits one or more chains, one after the other.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels; unknown cells are left out
 * @param options - of the ensemble; a single chain has `count: 1, isBagged: false`
 * @param context - seed, sample weights, signal, progress, and who trains; this thread when it names nobody
 * @throws GenrekitError `shape-mismatch` when rows differ; `invalid-option` or `unknown-label` for an order that does not
 * fit the labels; `invalid-value` when a weight is too large for single precision; `aborted` when the signal fires
 */
export async function fitChains(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  options: Required<ChainEnsembleOptions>,
  context: FitContext,
): Promise<ChainWeights> {
  const { count, isBagged, order: wanted, chainValues } = options;
  const { seed, sampleWeights, onProgress } = context;
  checkRows(matrix, labels);
  checkSampleWeights(sampleWeights, matrix.rowCount);
  const hashes = rowHashes(matrix);
  const orders: Int32Array[] = [];
  const chains: FittedChain[] = [];
  for (let chain = 0; chain < count; chain++) {
    const chainSeed = deriveSeed(seed, chain);
    const weights = isBagged
      ? bagged(drawBag(hashes, deriveSeed(chainSeed, 0)), sampleWeights)
      : sampleWeights;
    const order = chainOrder(wanted, labels, weights, deriveSeed(chainSeed, 1));
    orders.push(order);
    chains.push(
      await fitChain({ matrix, hashes, labels, order }, options, {
        ...context,
        seed: deriveSeed(chainSeed, 2),
        sampleWeights: weights,
        onProgress: ({ stage, done, total }) =>
          onProgress?.({ stage, done: chain * total + done, total: count * total }),
      }),
    );
  }
  const width = labels.labelCount;
  const flatOrders = new Int32Array(count * width);
  const links = new Float32Array(count * width * width);
  chains.forEach((chain, place) => {
    flatOrders.set(orders[place]!, place * width);
    links.set(chain.links, place * width * width);
  });
  if (!links.every(Number.isFinite)) throw tooLarge('single precision', 'Lower C or chainScale');
  const words = chains.flatMap((chain) => chain.words);
  return new ChainWeights(
    labels.labels,
    linearWeightsOf(wordColumns(labels.labels, count), matrix.columnCount, words),
    flatOrders,
    links,
    logOddsPerScore(options.learner),
    chainValues,
  );
}

/** A row that is twice in the bag counts twice. */
function bagged(bag: Float64Array, sampleWeights: Float64Array | undefined): Float64Array {
  return sampleWeights === undefined ? bag : bag.map((count, row) => count * sampleWeights[row]!);
}
