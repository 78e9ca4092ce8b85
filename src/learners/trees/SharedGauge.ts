import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { SplitGauge } from './SplitGauge.ts';

/**
 * Where all cells are known, labels share their weights, and only the few labels that a row has need to be looked at:
 * sums of squares are kept up to date. Whole weights make them exact, so that equal splits tie to the bit.
 */
export class SharedGauge implements SplitGauge {
  weight = 0;
  movedWeight = 0;
  private readonly offsets: Int32Array;
  private readonly owned: Int32Array;
  private readonly totals: Float64Array;
  private readonly moved: Float64Array;
  private totalSquares = 0;
  private movedSquares = 0;
  private products = 0;

  /**
   * @param labels - samples x labels
   * @param weights - one a sample
   */
  constructor(
    { values, sampleCount, labelCount }: LabelMatrix,
    private readonly weights: Float64Array,
  ) {
    this.totals = new Float64Array(labelCount);
    this.moved = new Float64Array(labelCount);
    this.offsets = new Int32Array(sampleCount + 1);
    this.owned = new Int32Array(values.reduce((sum, value) => sum + value, 0));
    for (let row = 0, count = 0; row < sampleCount; row++) {
      for (let label = 0; label < labelCount; label++) {
        if (values[row * labelCount + label] === 1) this.owned[count++] = label;
      }
      this.offsets[row + 1] = count;
    }
  }

  enter(rows: Int32Array, start: number, end: number): void {
    const { totals, offsets, owned, weights } = this;
    totals.fill(0);
    this.weight = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const weight = weights[row]!;
      this.weight += weight;
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++) totals[owned[k]!]! += weight;
    }
    this.totalSquares = totals.reduce((sum, total) => sum + total * total, 0);
    this.reset();
  }

  move(row: number): void {
    const { totals, moved, offsets, owned } = this;
    const weight = this.weights[row]!;
    this.movedWeight += weight;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
      const label = owned[k]!;
      const before = moved[label]!;
      moved[label] = before + weight;
      this.movedSquares += weight * (before + before + weight);
      this.products += weight * totals[label]!;
    }
  }

  reset(): void {
    this.moved.fill(0);
    this.movedWeight = 0;
    this.movedSquares = 0;
    this.products = 0;
  }

  purity(): number {
    const { weight, movedWeight, movedSquares, totalSquares, products } = this;
    const stayedWeight = weight - movedWeight;
    const moved = movedWeight > 0 ? movedSquares / movedWeight : 0;
    // The squares of what stayed: the sum of (total - moved)².
    const stayed = stayedWeight > 0 ? (totalSquares - 2 * products + movedSquares) / stayedWeight : 0;
    return moved + stayed;
  }

  limit(): number {
    return this.totals.reduce((sum, total) => sum + total, 0);
  }

  shares(parent: Float64Array, smoothing: number): Float64Array {
    const { totals, weight } = this;
    if (weight + smoothing === 0) return parent;
    return totals.map((total, label) => (total + smoothing * parent[label]!) / (weight + smoothing));
  }
}
