import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { countByRow } from './cellCounts.ts';

/**
 * Label cardinality (Tsoumakas and Katakis 2007): how many labels a sample has on average. Only known cells count; a
 * sample without any is left out.
 *
 * @param labels - true or predicted labels
 * @returns a number from 0 to the number of labels
 * @throws GenrekitError `invalid-data` when no cell is known
 */
export function labelCardinality(labels: LabelMatrix): number {
  const { actual, known } = countByRow(labels, labels);
  return sum(actual) / known.filter((count) => count > 0).length;
}

/**
 * Label density (Tsoumakas and Katakis 2007): the share of known cells that are 1.
 *
 * @param labels - true or predicted labels
 * @returns a number in [0, 1]
 * @throws GenrekitError `invalid-data` when no cell is known
 */
export function labelDensity(labels: LabelMatrix): number {
  const { actual, known } = countByRow(labels, labels);
  return sum(actual) / sum(known);
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
