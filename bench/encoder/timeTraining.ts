import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SeededRandom } from '../../src/math/SeededRandom.ts';
import type { EncoderShape } from '../../src/nn/EncoderShape.ts';
import { EncoderTrainer } from '../../src/nn/EncoderTrainer.ts';
import { LocalShards } from '../../src/nn/LocalShards.ts';
import type { ShardPool } from '../../src/nn/ShardRunner.ts';
import type { TrainingSettings } from '../../src/nn/TrainingOptions.ts';
import type { TrainingRows } from '../../src/nn/TrainingRows.ts';
import { createWorkerPool } from '../../src/node/WorkerPool.ts';

/** How long some batches took. */
export interface TrainingTime {
  readonly tokens: number;
  readonly seconds: number;
  /** Seconds of all cores together. */
  readonly cpuSeconds: number;
  /** Mean loss of the batches. */
  readonly loss: number;
}

/** What is trained, on which batches. */
export interface TimedTask {
  readonly shape: EncoderShape;
  readonly rows: TrainingRows;
  readonly settings: TrainingSettings;
  readonly batches: readonly Int32Array[];
}

/** Batches before the clock starts. */
export const WARM_UP = 10;
/** Batches that are sorted by length together, which spares the peer most of its padding. */
const SORTED = 20;

/**
 * @param rows - whose samples are dealt to batches
 * @param size - of a batch
 * @returns batches of samples of about the same length, in random order
 */
export function batchesByLength({ tokens: { offsets } }: TrainingRows, size: number): Int32Array[] {
  const random = new SeededRandom(1);
  const count = offsets.length - 1;
  const order = random.shuffle(Int32Array.from({ length: count }, (_, row) => row));
  const length = (row: number) => offsets[row + 1]! - offsets[row]!;
  for (let i = 0; i < count; i += SORTED * size)
    order.subarray(i, i + SORTED * size).sort((a, b) => length(a) - length(b));
  const starts = random.shuffle(Int32Array.from({ length: Math.floor(count / size) }, (_, i) => i * size));
  return Array.from(starts, (start) => order.slice(start, start + size));
}

/**
 * @param task - what to train
 * @param threads - worker threads; 0 = none
 */
export async function timeOwn(task: TimedTask, threads: number): Promise<TrainingTime> {
  const { settings, batches } = task;
  const setup = { ...task, ...settings };
  const pool = threads > 0 ? createWorkerPool({ size: threads }) : undefined;
  const runner = pool ? (pool as unknown as ShardPool).openShards(setup) : new LocalShards(setup);
  const trainer = new EncoderTrainer(setup, settings, runner, 1);
  let [tokens, loss, started, busy] = [0, 0, 0, process.cpuUsage()];
  for (const [number, batch] of batches.entries()) {
    if (number === WARM_UP) [tokens, loss, started, busy] = [0, 0, performance.now(), process.cpuUsage()];
    const report = await trainer.learn(batch, 1, number);
    tokens += report.tokenCount;
    loss += report.loss;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(busy);
  runner.close();
  await pool?.close();
  return { tokens, seconds, cpuSeconds: (user + system) / 1e6, loss: loss / (batches.length - WARM_UP) };
}

/**
 * @param task - what to train
 * @param threads - of PyTorch
 * @param python - a Python that has it
 * @returns `undefined` where it has not
 */
export function timeTorch(task: TimedTask, threads: number, python: string): TrainingTime | undefined {
  const { shape, rows, settings, batches } = task;
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-'));
  const starts = [0];
  for (const batch of batches) starts.push(starts.at(-1)! + batch.length);
  const known = rows.known ?? new Uint8Array(rows.values.length).fill(1);
  const files = {
    'ids.i32': rows.tokens.ids,
    'offsets.i32': rows.tokens.offsets,
    'values.u8': rows.values,
    'known.u8': known,
    'order.i32': Int32Array.from(batches.flatMap((batch) => [...batch])),
    'batches.i32': Int32Array.from(starts),
  };
  for (const [name, numbers] of Object.entries(files))
    writeFileSync(join(folder, name), new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  const { learningRate, embeddingLearningRate, weightDecay, clipNorm } = settings;
  const input = JSON.stringify({
    ...shape,
    ...{ learningRate, embeddingLearningRate, weightDecay, clipNorm, folder, threads, warmUp: WARM_UP },
  });
  const script = fileURLToPath(new URL('../peers/torch_encoder.py', import.meta.url));
  const { status, stdout } = spawnSync(python, [script], { input, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return status === 0 ? (JSON.parse(stdout) as TrainingTime) : undefined;
}
