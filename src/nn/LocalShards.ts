import { createKernel } from '../kernels/createKernel.ts';
import type { MatrixKernel } from '../kernels/MatrixKernel.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import { batchLoss } from './batchLoss.ts';
import { Encoder } from './Encoder.ts';
import type { Sequences, Table, Weights } from './Pass.ts';
import { RowGradients } from './RowGradients.ts';
import { readRow } from './readRow.ts';
import type { ShardResult, ShardRunner, ShardSetup, ShardTask } from './ShardRunner.ts';
import { Workspace } from './Workspace.ts';

/** Computes the gradients of shards one after the other, on this thread. */
export class LocalShards implements ShardRunner {
  private readonly encoder: Encoder;
  private readonly kernel: MatrixKernel;
  private readonly workspace: Workspace;
  private readonly gradients;
  private weights: Weights | undefined;

  /** @param setup - what is trained on what */
  constructor(private readonly setup: ShardSetup) {
    const { shape, precision } = setup;
    this.encoder = new Encoder(shape);
    this.kernel = createKernel(precision);
    this.workspace = new Workspace(this.kernel);
    this.gradients = {
      dense: this.kernel.zeros(this.encoder.layout.size),
      embedding: new RowGradients(this.kernel, shape.vocabularySize, shape.width),
    };
  }

  share(weights: Weights): Weights {
    this.weights = weights;
    return weights;
  }

  run(tasks: readonly ShardTask[], take: (result: ShardResult) => void): void {
    for (const task of tasks) take(this.runOne(task));
  }

  close(): void {}

  /**
   * @param task - a shard
   * @returns its loss and gradients, which hold until the next call
   */
  runOne(task: ShardTask): ShardResult {
    const { encoder, kernel, workspace, gradients, setup } = this;
    workspace.reset();
    gradients.dense.fill(0);
    gradients.embedding.clear();
    const sequences = this.read(task);
    const random = setup.shape.dropout > 0 ? new SeededRandom(deriveSeed(task.seed, -1)) : undefined;
    const pass = { kernel, workspace, weights: this.weights!, gradients, random };
    const { domains } = setup.rows;
    const step = encoder.forward(
      sequences,
      pass,
      domains && Int32Array.from(task.rows, (row) => domains[row]!),
    );
    const dScores: Table = { ...step.scores, data: workspace.take(step.scores.data.length) };
    const loss = batchLoss(task, setup.rows, setup, step.scores, dScores);
    step.backward(dScores);
    const { rows, values, count } = gradients.embedding;
    return {
      loss,
      tokenCount: sequences.ids.length,
      dense: gradients.dense,
      rows,
      rowCount: count,
      values,
    };
  }

  /** The tokens of a shard, without what training leaves out. */
  private read({ rows, seed }: ShardTask): Sequences {
    const { tokens } = this.setup.rows;
    const offsets = new Int32Array(rows.length + 1);
    let most = 0;
    for (const row of rows) most += tokens.offsets[row + 1]! - tokens.offsets[row]!;
    const ids = new Int32Array(most);
    rows.forEach((row, i) => {
      const range = { first: tokens.offsets[row]!, end: tokens.offsets[row + 1]! };
      offsets[i + 1] = readRow(tokens.ids, range, this.setup, deriveSeed(seed, i), ids, offsets[i]!);
    });
    return { ids: ids.subarray(0, offsets[rows.length]), offsets };
  }
}
