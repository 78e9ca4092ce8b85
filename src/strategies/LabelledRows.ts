import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { CosineIndex } from '../neighbours/CosineIndex.ts';
import { checkWeights } from '../neighbours/checkQuery.ts';
import type { SavableIndex } from '../neighbours/NeighbourIndex.ts';
import type { Neighbours } from '../neighbours/Neighbours.ts';
import { rowDirections } from '../neighbours/rowDirections.ts';
import type { Ballot } from './Ballot.ts';
import { codeOfIndex, type IndexSettings, type SavedIndex } from './IndexSettings.ts';
import { packBits, unpackBits } from './packBits.ts';
import { readSparseRows } from './readSparseRows.ts';
import { requireArray } from './requireArray.ts';
import { requireTexts } from './requireTexts.ts';
import type { StateArray, StateTexts, StrategyState } from './Strategy.ts';
import { titlesToKeep } from './titlesToKeep.ts';

/** The rows that a strategy of neighbours looks among, with their labels: all that it has to remember. */
export class LabelledRows {
  /**
   * @param index - finds the neighbours
   * @param labels - of each row of the index; unknown cells are 0
   * @param titles - of each row, if they are to be remembered
   */
  private constructor(
    readonly index: SavableIndex,
    readonly labels: LabelMatrix,
    private readonly titles?: readonly string[],
  ) {}

  /**
   * @param matrix - samples x features
   * @param labels - samples x labels
   * @param settings - where to look for neighbours, and whether titles are remembered
   * @param context - sample weights, titles; seed and signal for rows that are reduced
   * @throws GenrekitError `shape-mismatch` when rows differ; `invalid-value` for a feature or weight that is no number;
   * `aborted` when the signal fires
   */
  static async of(
    matrix: CsrMatrix,
    labels: LabelMatrix,
    settings: { readonly index: IndexSettings; readonly storesTitles: boolean },
    context: FitContext,
  ): Promise<LabelledRows> {
    const titles = titlesToKeep(settings, labels.sampleCount, context);
    if (matrix.rowCount !== labels.sampleCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `Features and labels must have equally many rows; got ${matrix.rowCount} and ${labels.sampleCount}.`,
      );
    }
    if (titles !== undefined && titles.length !== matrix.rowCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `There must be one title a row; got ${titles.length} for ${matrix.rowCount} rows.`,
      );
    }
    checkWeights(context.sampleWeights, matrix.rowCount);
    const index =
      (await codeOfIndex(settings.index)?.fit(settings.index, matrix, context)) ??
      new CosineIndex(rowDirections(matrix), matrix.columnCount, context.sampleWeights?.slice());
    const { known } = labels;
    const values = labels.values.map((value, cell) => (known?.[cell] === 0 ? 0 : value));
    return new LabelledRows(
      index,
      new LabelMatrix(labels.labels, labels.sampleCount, values, known?.slice()),
      titles,
    );
  }

  /**
   * Sums the weights of neighbours that have each label, and of those of which it is known whether they have it.
   *
   * @param neighbours - of a query
   * @param isBySimilarity - whether each neighbour counts its weight times its similarity; negative ones count 0
   * @param having - one sum a label, overwritten
   * @param known - one sum a label, overwritten
   */
  sumLabels(
    { rows, weights, similarities }: Neighbours,
    isBySimilarity: boolean,
    having: Float64Array,
    known: Float64Array,
  ): void {
    const { labelCount, values, known: mask } = this.labels;
    having.fill(0);
    known.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const weight = weights[i]! * (isBySimilarity ? Math.max(0, similarities[i]!) : 1);
      const first = rows[i]! * labelCount;
      for (let label = 0; label < labelCount; label++) {
        if (values[first + label] === 1) having[label]! += weight;
        if (mask === undefined || mask[first + label] === 1) known[label]! += weight;
      }
    }
  }

  /**
   * Scores samples by their neighbours.
   *
   * @param matrix - samples x features
   * @param count - how many neighbours, by weight
   * @param isBySimilarity - whether each neighbour counts by its similarity
   * @param scoreOf - makes a label's score of the weight of the neighbours that have it, and of those of which it is known
   * @returns samples x labels
   * @throws GenrekitError `shape-mismatch` for another number of features, `invalid-value` for one that is not finite
   */
  scores(
    matrix: CsrMatrix,
    count: number,
    isBySimilarity: boolean,
    scoreOf: (label: number, having: number, known: number) => number,
  ): ScoreMatrix {
    const { labels, labelCount } = this.labels;
    const scores = new Float64Array(matrix.rowCount * labelCount);
    const having = new Float64Array(labelCount);
    const known = new Float64Array(labelCount);
    for (let row = 0; row < matrix.rowCount; row++) {
      this.sumLabels(this.index.nearest(matrix, row, { count }), isBySimilarity, having, known);
      for (let label = 0; label < labelCount; label++) {
        scores[row * labelCount + label] = scoreOf(label, having[label]!, known[label]!);
      }
    }
    return new ScoreMatrix(labels, matrix.rowCount, scores);
  }

  /**
   * @param matrix - samples x features
   * @param count - how many neighbours, by weight
   * @returns the neighbours of each sample
   */
  neighboursOf(matrix: CsrMatrix, count: number): Neighbours[] {
    return Array.from({ length: matrix.rowCount }, (_, row) => this.index.nearest(matrix, row, { count }));
  }

  /**
   * @param matrix - one sample
   * @param count - how many neighbours, by weight
   * @param isBySimilarity - whether each neighbour counts by its similarity
   * @param label - label number
   * @param prior - its probability before any neighbour is asked
   * @returns how the neighbours of the sample decide on the label
   */
  ballotOf(matrix: CsrMatrix, count: number, isBySimilarity: boolean, label: number, prior: number): Ballot {
    const { labels, titles } = this;
    const neighbours = this.index.nearest(matrix, 0, { count });
    const having = new Float64Array(labels.labelCount);
    const known = new Float64Array(labels.labelCount);
    this.sumLabels(neighbours, isBySimilarity, having, known);
    return { neighbours, labels, titles, k: count, having: having[label]!, known: known[label]!, prior };
  }

  /**
   * @param smoothing - what to add to the rows with and to the rows without a label
   * @returns the share of the rows that have each label, among those of which it is known; 0.5 when nothing is
   */
  priors(smoothing: number): Float64Array {
    const { labelCount, sampleCount, values, known } = this.labels;
    const having = new Float64Array(labelCount).fill(smoothing);
    const all = new Float64Array(labelCount).fill(2 * smoothing);
    for (let row = 0, cell = 0; row < sampleCount; row++) {
      const weight = this.index.weights?.[row] ?? 1;
      for (let label = 0; label < labelCount; label++, cell++) {
        if (values[cell] === 1) having[label]! += weight;
        if (known === undefined || known[cell] === 1) all[label]! += weight;
      }
    }
    return having.map((sum, label) => (all[label] === 0 ? 0.5 : sum / all[label]!));
  }

  /** @returns the arrays to save: the rows, their labels as bits, and their weights */
  arrays(): Readonly<Record<string, StateArray>> {
    const { known } = this.labels;
    const { weights } = this.index;
    return {
      ...this.index.arrays(),
      labelBits: packBits(this.labels.values),
      ...(known && { knownBits: packBits(known) }),
      ...(weights && { rowWeights: weights }),
    };
  }

  /** @returns the texts to save: the titles, if they are remembered */
  texts(): StateTexts | undefined {
    return this.titles && { titles: this.titles };
  }

  /**
   * @param state - with what {@link LabelledRows.arrays} and {@link LabelledRows.texts} gave
   * @param labels - the columns of the labels
   * @param featureCount - number of features
   * @param settings - where to look for neighbours; whether the titles of the rows must be there, otherwise they must not
   * @throws GenrekitError `invalid-model` when an array is missing or malformed
   */
  static fromState(
    { arrays, texts = {} }: StrategyState,
    labels: LabelSet,
    featureCount: number,
    settings: { readonly index: IndexSettings; readonly storesTitles: boolean },
  ): LabelledRows {
    const { index, storesTitles } = settings;
    const { rowCount, build } =
      codeOfIndex(index)?.restore(index, arrays, featureCount) ?? readSparse(arrays, featureCount);
    const cellCount = rowCount * labels.size;
    const readCells = (name: string) =>
      unpackBits(requireArray(arrays, name, Uint8Array, Math.ceil(cellCount / 8)), cellCount);
    const known = arrays.knownBits && readCells('knownBits');
    const weights = arrays.rowWeights && requireArray(arrays, 'rowWeights', Float64Array, rowCount);
    const values = readCells('labelBits');
    if (weights?.some((weight) => weight < 0) || values.some((value, cell) => value > (known?.[cell] ?? 1))) {
      throw new GenrekitError(
        'invalid-model',
        'The saved neighbours have a negative weight, or a label that is marked as unknown. Save the model again.',
      );
    }
    return new LabelledRows(
      build(weights),
      new LabelMatrix(labels, rowCount, values, known),
      requireTexts(texts, 'titles', storesTitles ? rowCount : undefined),
    );
  }
}

function readSparse(arrays: StrategyState['arrays'], featureCount: number): SavedIndex {
  const rows = readSparseRows(arrays, featureCount);
  return {
    rowCount: rows.offsets.length - 1,
    build: (weights) => new CosineIndex(rows, featureCount, weights),
  };
}
