import type { Background } from '../features/backgroundOf.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { solveRidge } from './solveRidge.ts';

/** How large the ridge is beside the spread of a label's scores. */
const LABEL_RIDGE = 0.1;
/** Variance added to that of a column, so that a rare term of one example does not decide alone. */
const TERM_RIDGE = 0.001;
/** How loudly the terms speak beside the labels, both being scaled to a spread of 1. */
const TERM_WEIGHT = 0.25;
/** As how many rows the background counts beside negatives that were given. */
const BACKGROUND_ROWS = 50;

/** What a row of the background would be, had it come with the fields of an example. */
export interface Typical {
  /** One value a column. */
  readonly row: Float64Array;
  /** The score of each label, without its bias. */
  readonly scores: Float64Array;
}

/** From this support on a label's scores are trusted in full; below, the less, with the root of it. */
const TRUSTED_SUPPORT = 1200;

/** Rows of a label that is to be learned, and of its opposite. */
export interface FewExamples {
  readonly matrix: CsrMatrix;
  /** One for each row of `matrix`. */
  readonly typical: readonly Typical[];
  readonly negatives: CsrMatrix;
}

/** A linear function: a sum of those of other labels, and weights of its own. */
export interface LearnedSum {
  readonly links: Float64Array;
  /** Ascending. */
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/**
 * Learns a label from a few positive rows, when all that is left of the others are document frequencies and what was
 * learned of other labels: Fisher's discriminant of the examples against the background (Fisher 1936), in two spaces. In
 * that of the other labels' scores, where a few rows show much, with all covariances; in that of the terms of the
 * examples, with variances alone. Both follow from the document frequencies, terms being taken as independent.
 */
export class FewExampleLearner {
  private readonly labelCount: number;
  /** How far the score of each label is to be trusted, 0 to 1. */
  private readonly trust: Float64Array;
  private readonly covariance: Float64Array;
  private readonly exampleScores: Float64Array;
  /** The share of the background in all that is not positive, and what the negatives add to it. */
  private readonly share: number;
  private readonly negativeScores: Float64Array;
  private readonly negativeTerms: Float64Array;
  /** Sums over all examples, above the background: of each label's score, and of each column. */
  private readonly scoreSums: Float64Array;
  private readonly termSums: Float64Array;
  private readonly columns: Uint32Array;

  /**
   * @param weights - features x labels, row by row
   * @param supports - how many rows each label was learned from
   * @param background - the rows that the labels were learned from
   * @param examples - the rows of the new label
   */
  constructor(
    private readonly weights: Float64Array,
    supports: readonly number[],
    private readonly background: Background,
    private readonly examples: FewExamples,
  ) {
    const { matrix, negatives, typical } = examples;
    const labelCount = supports.length;
    this.labelCount = labelCount;
    this.trust = Float64Array.from(supports, (support) => Math.sqrt(Math.min(1, support / TRUSTED_SUPPORT)));
    this.covariance = this.backgroundCovariance();
    this.exampleScores = this.scoresOf(matrix);
    const { columnCount } = matrix;
    const otherCount = BACKGROUND_ROWS + negatives.rowCount;
    this.share = BACKGROUND_ROWS / otherCount;
    this.termSums = new Float64Array(columnCount);
    this.scoreSums = new Float64Array(labelCount);
    this.exampleScores.forEach((score, cell) => {
      this.scoreSums[cell % labelCount]! += score;
    });
    matrix.columns.forEach((column, k) => {
      this.termSums[column]! += matrix.values[k]!;
    });
    this.columns = Uint32Array.from(new Set(matrix.columns)).sort();
    for (const { row, scores } of typical) {
      for (const column of this.columns) this.termSums[column]! -= this.share * row[column]!;
      scores.forEach((score, label) => {
        this.scoreSums[label]! -= this.share * score;
      });
    }
    this.negativeScores = new Float64Array(labelCount);
    this.negativeTerms = new Float64Array(columnCount);
    this.scoresOf(negatives).forEach((score, cell) => {
      this.negativeScores[cell % labelCount]! += score / otherCount;
    });
    negatives.columns.forEach((column, k) => {
      this.negativeTerms[column]! += negatives.values[k]! / otherCount;
    });
  }

  /**
   * @param left - an example that is left out; none when absent
   * @returns what the examples show, scaled so that scores of the background would spread by 1 if terms were independent
   */
  learn(left?: number): LearnedSum {
    const { labelCount, columns, covariance, background, exampleScores } = this;
    const { matrix, typical } = this.examples;
    const count = matrix.rowCount - (left === undefined ? 0 : 1);
    const out = left === undefined ? undefined : typical[left]!;
    const gaps = this.scoreSums.map((sum, label) =>
      out === undefined
        ? sum
        : sum - exampleScores[left! * labelCount + label]! + this.share * out.scores[label]!,
    );
    const links = solveRidge(
      covariance,
      gaps.map((gap, label) => this.trust[label]! * (gap / count - this.negativeScores[label]!)),
      LABEL_RIDGE,
    );
    const own = new Map<number, number>();
    if (left !== undefined) {
      for (let k = matrix.rowOffsets[left]!; k < matrix.rowOffsets[left + 1]!; k++)
        own.set(matrix.columns[k]!, matrix.values[k]!);
    }
    let termVariance = 0;
    const terms = Float64Array.from(columns, (column) => {
      const share = background.shares[column]!;
      const square = share * background.sizes[column]! ** 2;
      const sum = this.termSums[column]! - (out ? (own.get(column) ?? 0) - this.share * out.row[column]! : 0);
      const term = (sum / count - this.negativeTerms[column]!) / (square + TERM_RIDGE);
      termVariance += (1 - share) * square * term * term;
      return term;
    });
    let labelVariance = 0;
    covariance.forEach((value, cell) => {
      labelVariance += value * links[Math.floor(cell / labelCount)]! * links[cell % labelCount]!;
    });
    return {
      links: links.map((link) => link * inverseRoot(labelVariance)),
      columns,
      values: Float32Array.from(terms, (term) => TERM_WEIGHT * term * inverseRoot(termVariance)),
    };
  }

  /**
   * @param matrix - rows x features
   * @returns rows x labels, without the biases
   */
  scoresOf({ rowOffsets, columns, values, rowCount }: CsrMatrix): Float64Array {
    const { weights, labelCount } = this;
    const scores = new Float64Array(rowCount * labelCount);
    for (let row = 0; row < rowCount; row++) {
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
        for (let label = 0; label < labelCount; label++)
          scores[row * labelCount + label]! += values[k]! * weights[columns[k]! * labelCount + label]!;
      }
    }
    return scores;
  }

  private backgroundCovariance(): Float64Array {
    const { weights, labelCount, background } = this;
    const covariance = new Float64Array(labelCount * labelCount);
    background.shares.forEach((share, column) => {
      const variance = share * (1 - share) * background.sizes[column]! ** 2;
      const at = column * labelCount;
      for (let a = 0; a < labelCount; a++) {
        const part = variance * weights[at + a]!;
        for (let b = 0; b < labelCount; b++) covariance[a * labelCount + b]! += part * weights[at + b]!;
      }
    });
    return covariance;
  }
}

/** Where nothing varies, nothing can be told. */
function inverseRoot(variance: number): number {
  return variance > 0 ? 1 / Math.sqrt(variance) : 0;
}
