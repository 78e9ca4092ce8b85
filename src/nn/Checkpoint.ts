import { GenrekitError } from '../errors.ts';
import type { Numbers } from '../kernels/MatrixKernel.ts';
import type { Checkpoint, EpochReport } from '../learners/FitContext.ts';
import type { EncoderTrainer } from './EncoderTrainer.ts';
import type { Weights } from './Pass.ts';

/** How far a training has come. */
export interface Standing {
  readonly epochs: EpochReport[];
  /** The best weights so far, when training is judged; with how good they are and how long ago that was. */
  best: { readonly weights: Weights; readonly score: number; readonly epoch: number } | undefined;
}

/**
 * @param trainer - between two epochs
 * @param standing - how far it has come
 * @param key - tells trainings apart that must not be mixed
 * @returns copies of all numbers
 */
export function writeCheckpoint(trainer: EncoderTrainer, standing: Standing, key: string): Checkpoint {
  const { best, epochs } = standing;
  const arrays = { ...liveArrays(trainer), ...(best && namedWeights('best', best.weights)) };
  return {
    settings: {
      key,
      step: trainer.step,
      epochs: structuredClone(epochs),
      ...(best && { best: { score: best.score, epoch: best.epoch } }),
    },
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, numbers]) => [name, numbers.slice()])),
  };
}

/**
 * Puts a training where it was when a checkpoint was written.
 *
 * @param trainer - new, made from the same data and settings
 * @param checkpoint - from {@link writeCheckpoint}
 * @param key - of this training
 * @returns how far it has come
 * @throws GenrekitError `invalid-model` for a checkpoint of another training, or a damaged one
 */
export function readCheckpoint(trainer: EncoderTrainer, checkpoint: Checkpoint, key: string): Standing {
  const { settings, arrays } = checkpoint;
  if (settings.key !== key) {
    throw malformed('it belongs to other movies, settings or another seed');
  }
  const take = (name: string, like: { readonly length: number; readonly constructor: unknown }) => {
    const found = arrays[name];
    if (found === undefined || found.constructor !== like.constructor || found.length !== like.length)
      throw malformed(`it has no '${name}'`);
    if (!(found as Float64Array).every(Number.isFinite))
      throw malformed(`its '${name}' has numbers that are not finite`);
    return found;
  };
  const { step, epochs, best } = settings as {
    step: number;
    epochs: EpochReport[];
    best?: { score: number; epoch: number };
  };
  if (!Number.isSafeInteger(step) || step < 0 || !Array.isArray(epochs))
    throw malformed('it does not tell its step');
  for (const [name, live] of Object.entries(liveArrays(trainer))) live.set(take(name, live) as never);
  trainer.step = step;
  if (best === undefined) return { epochs: [...epochs], best };
  const weights = {
    embedding: (take('bestEmbedding', trainer.weights.embedding) as Numbers).slice(),
    dense: (take('bestDense', trainer.weights.dense) as Numbers).slice(),
  };
  return { epochs: [...epochs], best: { weights, score: best.score, epoch: best.epoch } };
}

function liveArrays({ weights, moments, average }: EncoderTrainer): Record<string, Numbers | Int32Array> {
  return {
    ...namedWeights('weights', weights),
    ...namedWeights('first', { embedding: moments.embedding.first, dense: moments.dense.first }),
    ...namedWeights('second', { embedding: moments.embedding.second, dense: moments.dense.second }),
    ...(average && { ...namedWeights('mean', average.mean), counted: average.counted }),
  };
}

function namedWeights(name: string, { embedding, dense }: Weights): Record<string, Numbers> {
  return { [`${name}Embedding`]: embedding, [`${name}Dense`]: dense };
}

function malformed(what: string): GenrekitError {
  return new GenrekitError('invalid-model', `The checkpoint cannot be used: ${what}. Train from the start.`);
}
