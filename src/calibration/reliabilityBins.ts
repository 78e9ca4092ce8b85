/** How probabilities are put into bins: bins of equal width, or of equal numbers of probabilities. */
export type Binning = 'equalWidth' | 'equalMass';

/** One row of a reliability table. */
export interface ReliabilityBin {
  /** The lowest probability that belongs here: the edge of the bin, or with equal mass its least member. */
  readonly lower: number;
  /** The highest: the edge, which belongs to the next bin except at 1, or with equal mass the greatest member. */
  readonly upper: number;
  /** How many probabilities are in the bin. */
  readonly count: number;
  /** Their mean: what was promised. */
  readonly meanProbability: number;
  /** The share of them that were true: what was kept. */
  readonly observedRate: number;
}

/**
 * Sorts probabilities into bins. Equal probabilities always share a bin.
 *
 * @param probabilities - 0 to 1
 * @param truth - 0 or 1 for each
 * @param binCount - at least 1
 * @param binning - what is equal about the bins
 * @returns the bins that hold anything, lowest first
 */
export function binProbabilities(
  probabilities: Float64Array,
  truth: Uint8Array,
  binCount: number,
  binning: Binning,
): ReliabilityBin[] {
  const places =
    binning === 'equalWidth' ? placesByWidth(probabilities, binCount) : placesByRank(probabilities, binCount);
  const counts = new Uint32Array(binCount);
  const sums = new Float64Array(binCount);
  const positives = new Uint32Array(binCount);
  const lowest = new Float64Array(binCount).fill(1);
  const highest = new Float64Array(binCount);
  for (let i = 0; i < probabilities.length; i++) {
    const bin = places[i]!;
    const probability = probabilities[i]!;
    counts[bin]!++;
    sums[bin]! += probability;
    positives[bin]! += truth[i]!;
    lowest[bin] = Math.min(lowest[bin]!, probability);
    highest[bin] = Math.max(highest[bin]!, probability);
  }
  const bins: ReliabilityBin[] = [];
  for (let bin = 0; bin < binCount; bin++) {
    const count = counts[bin]!;
    if (count === 0) continue;
    bins.push({
      lower: binning === 'equalWidth' ? bin / binCount : lowest[bin]!,
      upper: binning === 'equalWidth' ? (bin + 1) / binCount : highest[bin]!,
      count,
      meanProbability: sums[bin]! / count,
      observedRate: positives[bin]! / count,
    });
  }
  return bins;
}

function placesByWidth(probabilities: Float64Array, binCount: number): Uint32Array {
  return Uint32Array.from(probabilities, (probability) =>
    Math.min(binCount - 1, Math.floor(probability * binCount)),
  );
}

/** Bin `floor(rank * binCount / n)`, where equal probabilities take the lowest rank among them. */
function placesByRank(probabilities: Float64Array, binCount: number): Uint32Array {
  const order = new Uint32Array(probabilities.length)
    .map((_, i) => i)
    .sort((a, b) => probabilities[a]! - probabilities[b]! || a - b);
  const places = new Uint32Array(probabilities.length);
  let rank = 0;
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && probabilities[order[i]!] !== probabilities[order[i - 1]!]) rank = i;
    places[order[i]!] = Math.floor((rank * binCount) / order.length);
  }
  return places;
}
