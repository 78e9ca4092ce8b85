import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import type { BinaryLearner } from '../learners/BinaryLearner.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { sigmoid } from '../math/transcendental.ts';
import type { ChainValues } from './ChainOptions.ts';
import { type LinearArrays, LinearWeights } from './LinearWeights.ts';
import { requireArray } from './requireArray.ts';
import type { LabelLink } from './Strategy.ts';

/**
 * What one or more chains over the same labels have learned.
 *
 * A label's score is the sum of its word weights, as without a chain, and of its links: for each label before it in the
 * chain, a weight times what the chain thinks of that label. The words of all labels of all chains are summed in one
 * pass over a row; the links then cost a few hundred multiplications.
 */
export class ChainWeights {
  /** How many chains there are. */
  readonly chainCount: number;

  /**
   * @param labels - the labels of each chain
   * @param words - one column for each chain and label: chain 0 with all its labels, then chain 1
   * @param orders - chains x labels: label numbers in the order of the chain
   * @param links - chains x labels x labels: at `[chain][earlier][later]`, what the earlier label, if the chain were sure
   * of it, adds to the score of the later one
   * @param slope - the log-odds that a score of 1 stands for
   * @param values - how the chain states what it thinks of a label
   */
  constructor(
    readonly labels: LabelSet,
    private readonly words: LinearWeights,
    private readonly orders: Int32Array,
    private readonly links: Float32Array,
    private readonly slope: number,
    private readonly values: ChainValues,
  ) {
    this.chainCount = orders.length / labels.size;
  }

  /**
   * @param matrix - samples x features
   * @returns samples x chains x labels, row by row
   * @throws GenrekitError `shape-mismatch` when the matrix has another number of features
   */
  scores(matrix: CsrMatrix): Float64Array {
    const { values: scores } = this.words.scores(matrix);
    const { chainCount } = this;
    const width = this.labels.size;
    const thoughts = new Float64Array(width);
    for (let first = 0, chain = 0; first < scores.length; first += width) {
      this.addLinks(scores, first, chain, thoughts);
      chain = (chain + 1) % chainCount;
    }
    return scores;
  }

  /** Walks down a chain, whose scores begin at `first`; `thoughts` is scratch. */
  private addLinks(scores: Float64Array, first: number, chain: number, thoughts: Float64Array): void {
    const { orders, links, slope, values } = this;
    const width = thoughts.length;
    const firstLabel = chain * width;
    for (let place = 0; place < width; place++) {
      const label = orders[firstLabel + place]!;
      let score = scores[first + label]!;
      for (let earlier = 0; earlier < place; earlier++) {
        const told = orders[firstLabel + earlier]!;
        score += links[(firstLabel + told) * width + label]! * thoughts[told]!;
      }
      scores[first + label] = score;
      thoughts[label] = chainValue(score, values, slope);
    }
  }

  /**
   * @param score - one of those that {@link ChainWeights.scores} gives
   * @returns the log-odds that it stands for
   */
  logOdds(score: number): number {
    return this.slope * score;
  }

  /** What one unit of a feature adds to a label's score in a chain by itself, not through other labels. */
  weightOf(feature: number, label: number, chain = 0): number {
    return this.words.weightOf(feature, chain * this.labels.size + label);
  }

  /** A label's score in a chain when all features are 0 and the chain thinks nothing of the labels before it. */
  biasOf(label: number, chain = 0): number {
    return this.words.biasOf(chain * this.labels.size + label);
  }

  /** What an earlier label, if the chain is sure of it, adds to a later one; 0 when it is not earlier. */
  linkOf(earlier: number, later: number, chain = 0): number {
    const width = this.labels.size;
    return this.links[(chain * width + earlier) * width + later]!;
  }

  /**
   * @param matrix - one sample
   * @param label - label number
   * @returns what each label before it in the first chain adds to its score
   */
  linksInto(matrix: CsrMatrix, label: number): LabelLink[] {
    const { slope, values } = this;
    const scores = this.scores(matrix);
    const order = this.orderOf();
    return Array.from(order.subarray(0, order.indexOf(label)), (told) => ({
      label: told,
      value: this.linkOf(told, label) * chainValue(scores[told]!, values, slope),
    }));
  }

  /** The label numbers in the order of a chain. */
  orderOf(chain = 0): Int32Array {
    const width = this.labels.size;
    return this.orders.slice(chain * width, (chain + 1) * width);
  }

  /** @returns the arrays to save, which hold the same numbers to the last bit */
  arrays(): LinearArrays {
    const { words, orders, links, slope } = this;
    return { ...words.arrays(), orders, links, slope: Float64Array.of(slope) };
  }

  /**
   * @param arrays - what {@link ChainWeights.arrays} gave
   * @param labels - the labels of each chain
   * @param featureCount - number of features
   * @param chainCount - how many chains
   * @param values - how the chain states what it thinks of a label
   * @throws GenrekitError `invalid-model` when an array is missing, of the wrong type or length, or holds what it must not
   */
  static fromArrays(
    arrays: LinearArrays,
    labels: LabelSet,
    featureCount: number,
    chainCount: number,
    values: ChainValues,
  ): ChainWeights {
    const width = labels.size;
    const orders = requireArray(arrays, 'orders', Int32Array, chainCount * width);
    for (let chain = 0; chain < chainCount; chain++) {
      const order = orders.slice(chain * width, (chain + 1) * width).sort();
      if (order.some((label, place) => label !== place)) {
        throw new GenrekitError(
          'invalid-model',
          `The saved order of chain ${chain} does not name each of the ${width} labels once. Save the model again.`,
        );
      }
    }
    return new ChainWeights(
      labels,
      LinearWeights.fromArrays(arrays, wordColumns(labels, chainCount), featureCount),
      orders,
      requireArray(arrays, 'links', Float32Array, chainCount * width * width),
      requireArray(arrays, 'slope', Float64Array, 1)[0]!,
      values,
    );
  }
}

/** The columns of the word weights: the labels themselves for one chain, numbers for more. */
export function wordColumns(labels: LabelSet, chainCount: number): LabelSet {
  return chainCount === 1 ? labels : numberedLabels(chainCount * labels.size);
}

/**
 * @param score - of a label
 * @param values - how the chain states what it thinks
 * @param slope - the log-odds that a score of 1 stands for
 * @returns what the chain states of the label, from 0 to 1
 */
export function chainValue(score: number, values: ChainValues, slope: number): number {
  if (values === 'labels') return score > 0 ? 1 : 0;
  return sigmoid(slope * score);
}

/**
 * Scores of logistic regression are log-odds. Those of an SVM are not, and a chain needs no more than their shape, since
 * its links find their own scale: on movie titles and plots 3 did as well as a curve fitted to each label (Platt 1999).
 *
 * @param learner - of the chain
 * @returns the log-odds that a score of 1 stands for
 */
export function logOddsPerScore(learner: BinaryLearner): number {
  return learner.kind === 'logisticRegression' ? 1 : 3;
}
