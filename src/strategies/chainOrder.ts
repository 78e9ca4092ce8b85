import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import type { ChainOrder } from './ChainOptions.ts';

/**
 * @param order - how the caller wants the labels ordered
 * @param labels - samples x labels
 * @param sampleWeights - how much each sample counts; absent = 1 each
 * @param seed - what `'random'` shuffles by
 * @returns label numbers in the order of the chain
 * @throws GenrekitError `unknown-label` for a name that is not in the label set; `invalid-option` when a label is missing
 */
export function chainOrder(
  order: ChainOrder,
  labels: LabelMatrix,
  sampleWeights: Float64Array | undefined,
  seed: number,
): Int32Array {
  const numbers = Int32Array.from(labels.labels.names.keys());
  if (order === 'given') return numbers;
  if (order === 'random') return new SeededRandom(seed).shuffle(numbers);
  if (order === 'frequency') {
    const supports = supportsOf(labels, sampleWeights);
    return numbers.sort((a, b) => supports[b]! - supports[a]! || a - b);
  }
  return namedOrder(order, labels.labels);
}

function namedOrder(order: readonly string[], labels: LabelSet): Int32Array {
  const missing = labels.names.find((name) => !order.includes(name));
  if (missing !== undefined) {
    throw new GenrekitError(
      'invalid-option',
      `The order of the chain must name every label; '${missing}' is missing. Add it, or use order: 'frequency'.`,
    );
  }
  return Int32Array.from(order, (name) => labels.indexOf(name));
}

/** The weight of the samples known to have each label. */
function supportsOf(labels: LabelMatrix, sampleWeights: Float64Array | undefined): Float64Array {
  const { labelCount, values, known } = labels;
  const supports = new Float64Array(labelCount);
  values.forEach((value, cell) => {
    if (value !== 1 || known?.[cell] === 0) return;
    supports[cell % labelCount]! += sampleWeights?.[Math.floor(cell / labelCount)] ?? 1;
  });
  return supports;
}
