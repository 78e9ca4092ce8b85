import { createKernel, type Precision } from '../kernels/createKernel.ts';
import type { Numbers } from '../kernels/MatrixKernel.ts';
import type { SeededRandom } from '../math/SeededRandom.ts';
import { Layout } from './Layout.ts';
import type { Table } from './Pass.ts';
import { type HeadShape, ScoreHead } from './ScoreHead.ts';
import { Workspace } from './Workspace.ts';

/** Rows scored at a time. */
const CHUNK = 64;

/** Scores dense rows by a head that stands alone, with fixed weights. */
export class HeadScorer {
  /** Places of the parameters in the weights. */
  readonly layout = new Layout();
  private readonly head: ScoreHead;
  private readonly kernel;
  private readonly workspace: Workspace;

  /**
   * @param shape - of the head
   * @param precision - of the weights
   */
  constructor(
    readonly shape: HeadShape,
    precision: Precision,
  ) {
    this.head = new ScoreHead(this.layout, shape);
    this.kernel = createKernel(precision);
    this.workspace = new Workspace(this.kernel);
  }

  /**
   * @param weights - at the places of the layout
   * @param data - rows x width
   * @param random - leaves numbers out as in training; absent = nothing is left out
   * @returns rows x labels
   */
  scores(weights: Numbers, data: Numbers, random?: SeededRandom): Float64Array {
    const { kernel, workspace, head } = this;
    const { width, labelCount } = this.shape;
    const rowCount = data.length / width;
    const scores = new Float64Array(rowCount * labelCount);
    for (let first = 0; first < rowCount; first += CHUNK) {
      const rows = Math.min(CHUNK, rowCount - first);
      workspace.reset();
      const input: Table = { data: workspace.take(rows * width), rows, width };
      input.data.set(data.subarray(first * width, (first + rows) * width));
      const pass = { kernel, workspace, random, weights: { embedding: weights, dense: weights } };
      scores.set(head.forward(input, pass).output.data, first * labelCount);
    }
    return scores;
  }
}
