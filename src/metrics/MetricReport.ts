/**
 * Every number of a report that concerns all labels together. `null` = the data do not define it, or it needs scores
 * and there were none.
 */
export interface ReportMetrics {
  /** F1 over all cells. */
  readonly microF1: number | null;
  /** Mean F1 of the labels. */
  readonly macroF1: number | null;
  /** Mean F1 of the labels, weighted by support. */
  readonly weightedF1: number | null;
  /** Mean F1 of the samples. */
  readonly samplesF1: number | null;
  /** Precision over all cells. */
  readonly microPrecision: number | null;
  /** Mean precision of the labels. */
  readonly macroPrecision: number | null;
  /** Recall over all cells. */
  readonly microRecall: number | null;
  /** Mean recall of the labels. */
  readonly macroRecall: number | null;
  /** Mean Jaccard index of the samples. */
  readonly jaccardSamples: number | null;
  /** Share of samples whose labels are all right. */
  readonly subsetAccuracy: number | null;
  /** Share of cells that are wrong. */
  readonly hammingLoss: number | null;
  /** Share of cells that are right: 1 - Hamming loss. */
  readonly elementwiseAccuracy: number | null;
  /** Label-ranking average precision; needs scores. */
  readonly lrap: number | null;
  /** Mean depth of the ranking that holds all true labels; needs scores. */
  readonly coverageError: number | null;
  /** Share of label pairs ranked the wrong way round; needs scores. */
  readonly rankingLoss: number | null;
  /** Share of samples whose best-scored label is wrong, of those that have a label; needs scores. */
  readonly oneError: number | null;
  /** Mean average precision of the labels with support; needs scores. */
  readonly macroAveragePrecision: number | null;
  /** Average precision over all cells; needs scores. */
  readonly microAveragePrecision: number | null;
  /** Mean ROC-AUC of the labels that define it; needs scores. */
  readonly macroRocAuc: number | null;
  /** Mean squared error of the probabilities; needs scores within 0..1. */
  readonly brierScore: number | null;
  /** Mean -ln of the probability of the truth; needs scores within 0..1. */
  readonly logLoss: number | null;
  /** True labels a sample. */
  readonly labelCardinality: number | null;
  /** Predicted labels a sample, over cells of known truth. */
  readonly predictedLabelCardinality: number | null;
  /** Share of known cells that are true. */
  readonly labelDensity: number | null;
  /** Share of known cells that are predicted. */
  readonly predictedLabelDensity: number | null;
}

/** What a report says of one label. */
export interface LabelReport {
  readonly label: string;
  /** Samples known to have the label. */
  readonly support: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** `null` without support or scores. */
  readonly averagePrecision: number | null;
  /** `null` without scores, or where every sample has the label or none has. */
  readonly rocAuc: number | null;
}

/** How good predictions are: a plain object that survives `JSON.stringify`. */
export interface MetricReport {
  readonly sampleCount: number;
  /** The labels in order. */
  readonly labels: readonly string[];
  readonly metrics: ReportMetrics;
  /** One entry a label, in label order. */
  readonly perLabel: readonly LabelReport[];
}
