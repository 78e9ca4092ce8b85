import type { Numbers } from '../kernels/MatrixKernel.ts';
import { LocalShards } from '../nn/LocalShards.ts';
import type { Weights } from '../nn/Pass.ts';
import type { ShardResult, ShardSetup, ShardTask } from '../nn/ShardRunner.ts';
import { answerTasks } from './answerTasks.ts';

/** What {@link ShardThreads} asks of a thread: to get ready, or to compute the gradients of a shard. */
export type EncoderTask =
  | { readonly kind: 'open'; readonly setup: ShardSetup; readonly weights: Weights }
  | { readonly kind: 'shard'; readonly slot: number; readonly task: ShardTask };

/* The thread that computes gradients. Weights lie in memory that all threads see; so do results, which are written over
   when the next batch comes to the same shard. */

let shards: LocalShards | undefined;
let width = 0;
const slots: ShardResult[] = [];

answerTasks<EncoderTask, ShardResult | undefined>((asked) => {
  if (asked.kind === 'open') {
    shards = new LocalShards(asked.setup);
    shards.share(asked.weights);
    width = asked.setup.shape.width;
    return undefined;
  }
  const { loss, tokenCount, dense, rows, rowCount, values } = shards!.runOne(asked.task);
  const last = slots[asked.slot];
  const reply = {
    loss,
    tokenCount,
    rowCount,
    dense: copyTo(last?.dense, dense, dense.length),
    rows: copyTo(last?.rows, rows, rowCount),
    values: copyTo(last?.values, values, rowCount * width),
  };
  slots[asked.slot] = reply;
  return reply;
});

/** Copies the first `length` numbers into shared memory: the one there is, or a new one where that is too small. */
function copyTo<T extends Numbers | Int32Array>(shared: T | undefined, from: T, length: number): T {
  const type = from.constructor as new (buffer: SharedArrayBuffer) => T;
  const bytes = length * from.BYTES_PER_ELEMENT;
  const to =
    shared !== undefined && shared.length >= length ? shared : new type(new SharedArrayBuffer(2 * bytes));
  to.set(from.subarray(0, length) as never);
  return to;
}
