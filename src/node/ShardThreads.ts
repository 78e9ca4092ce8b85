import type { Weights } from '../nn/Pass.ts';
import type { ShardResult, ShardRunner, ShardSetup, ShardTask } from '../nn/ShardRunner.ts';
import type { EncoderTask } from './encoderWorker.ts';
import { PoolThread } from './PoolThread.ts';
import { shareArray } from './shareArray.ts';

type EncoderThread = PoolThread<EncoderTask, ShardResult | undefined>;

/**
 * Computes the gradients of shards on threads of its own, which last as long as the training. Samples and weights are in
 * shared memory; of a shard's gradients only those of the embedding's rows that it has touched are handed over.
 */
export class ShardThreads implements ShardRunner {
  private readonly threads: readonly EncoderThread[];
  private readonly setup: ShardSetup;
  private opened: Promise<unknown> = Promise.resolve();

  /**
   * @param setup - what is trained on what
   * @param count - number of threads
   * @param onClose - called when training has ended
   */
  constructor(
    setup: ShardSetup,
    count: number,
    private readonly onClose: () => void,
  ) {
    this.setup = shareSetup(setup);
    this.threads = Array.from({ length: count }, () => new PoolThread('encoderWorker'));
  }

  share({ embedding, dense }: Weights): Weights {
    const weights = { embedding: shareArray(embedding), dense: shareArray(dense) };
    const { setup } = this;
    this.opened = Promise.all(this.threads.map((thread) => thread.run({ kind: 'open', setup, weights })));
    this.opened.catch(() => {}); // the first batch tells
    return weights;
  }

  async run(tasks: readonly ShardTask[], take: (result: ShardResult) => void): Promise<void> {
    await this.opened;
    const { threads } = this;
    const last: Promise<unknown>[] = threads.map(() => Promise.resolve());
    const results = tasks.map((task, slot) => {
      const turn = slot % threads.length;
      const result = last[turn]!.then(() => threads[turn]!.run({ kind: 'shard', slot, task }));
      result.catch(() => {}); // told below, unless one before it fails first
      last[turn] = result;
      return result;
    });
    // In the order of the shards, whichever is done first: the sum then has the same bits on any number of threads.
    for (const result of results) take((await result)!);
  }

  close(): void {
    this.onClose();
    void this.end(new Error('The training has ended.'));
  }

  /**
   * Ends the threads, at once.
   *
   * @param reason - what a batch under way fails with
   */
  async end(reason: Error): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end(reason)));
  }
}

function shareSetup(setup: ShardSetup): ShardSetup {
  const { tokens, values, known, weights, domains } = setup.rows;
  return {
    shape: setup.shape,
    precision: setup.precision,
    loss: setup.loss,
    labelSmoothing: setup.labelSmoothing,
    wordDropout: setup.wordDropout,
    titleDropout: setup.titleDropout,
    plotDropout: setup.plotDropout,
    rows: {
      tokens: { ids: shareArray(tokens.ids), offsets: shareArray(tokens.offsets) },
      labelCount: setup.rows.labelCount,
      values: shareArray(values),
      known: known && shareArray(known),
      weights: weights && shareArray(weights),
      domains: domains && shareArray(domains),
    },
  };
}
