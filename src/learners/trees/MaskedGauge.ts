import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { SplitGauge } from './SplitGauge.ts';

/** Where some cells are unknown, each label has weights of its own: those of the rows that show it. */
export class MaskedGauge implements SplitGauge {
  weight = 0;
  movedWeight = 0;
  private readonly totals: Float64Array;
  private readonly totalWeights: Float64Array;
  private readonly moved: Float64Array;
  private readonly movedWeights: Float64Array;

  /**
   * @param labels - samples x labels
   * @param weights - one a sample
   */
  constructor(
    private readonly labels: LabelMatrix,
    private readonly weights: Float64Array,
  ) {
    const { labelCount } = labels;
    this.totals = new Float64Array(labelCount);
    this.totalWeights = new Float64Array(labelCount);
    this.moved = new Float64Array(labelCount);
    this.movedWeights = new Float64Array(labelCount);
  }

  enter(rows: Int32Array, start: number, end: number): void {
    this.reset();
    for (let i = start; i < end; i++) this.move(rows[i]!);
    this.weight = this.movedWeight;
    this.totals.set(this.moved);
    this.totalWeights.set(this.movedWeights);
    this.reset();
  }

  move(row: number): void {
    const { moved, movedWeights } = this;
    const { values, known, labelCount } = this.labels;
    const weight = this.weights[row]!;
    this.movedWeight += weight;
    for (let label = 0, cell = row * labelCount; label < labelCount; label++, cell++) {
      if (known![cell] === 0) continue;
      movedWeights[label]! += weight;
      if (values[cell] === 1) moved[label]! += weight;
    }
  }

  reset(): void {
    this.moved.fill(0);
    this.movedWeights.fill(0);
    this.movedWeight = 0;
  }

  purity(): number {
    const { totals, totalWeights, moved, movedWeights } = this;
    let sum = 0;
    for (let label = 0; label < totals.length; label++) {
      const inside = moved[label]!;
      const outside = totals[label]! - inside;
      // Where a side shows nothing of a label it has no positives either.
      const first = inside > 0 ? (inside * inside) / movedWeights[label]! : 0;
      const second = outside > 0 ? (outside * outside) / (totalWeights[label]! - movedWeights[label]!) : 0;
      sum += first + second;
    }
    return sum;
  }

  limit(): number {
    return this.totals.reduce((sum, total) => sum + total, 0);
  }

  shares(parent: Float64Array, smoothing: number): Float64Array {
    return this.totals.map((total, label) => {
      const weight = this.totalWeights[label]! + smoothing;
      return weight === 0 ? parent[label]! : (total + smoothing * parent[label]!) / weight;
    });
  }
}
