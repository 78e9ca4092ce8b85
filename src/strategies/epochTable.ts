import { GenrekitError } from '../errors.ts';
import type { EpochReport } from '../learners/FitContext.ts';
import { requireArray } from './requireArray.ts';
import type { StateArray } from './Strategy.ts';

/** Numbers an epoch: loss, learning rate, and the loss and micro-F1 of the samples kept to judge by. */
const WIDTH = 4;

/** Stands where no samples are kept; none of the numbers is below 0. */
const ABSENT = -1;

/**
 * @param epochs - how each epoch of a training went
 * @returns the same as numbers, an epoch after the other
 */
export function writeEpochs(epochs: readonly EpochReport[]): Float64Array {
  return Float64Array.from(
    epochs.flatMap(({ loss, learningRate, validLoss = ABSENT, validMicroF1 = ABSENT }) => [
      ...[loss, learningRate, validLoss, validMicroF1],
    ]),
  );
}

/**
 * @param arrays - of a saved strategy
 * @returns how each epoch of its training went; nothing when it does not tell
 * @throws GenrekitError `invalid-model` for numbers that cannot be
 */
export function readEpochs(arrays: Readonly<Record<string, StateArray>>): EpochReport[] {
  if (!Object.hasOwn(arrays, 'epochs')) return [];
  const count = Math.floor(arrays.epochs!.length / WIDTH);
  const table = requireArray(arrays, 'epochs', Float64Array, count * WIDTH);
  if (table.some((value) => value < 0 && value !== ABSENT)) {
    throw new GenrekitError('invalid-model', "The saved 'epochs' are below 0. Save the model again.");
  }
  return Array.from({ length: count }, (_, epoch) => {
    const [loss, learningRate, validLoss, validMicroF1] = table.subarray(
      epoch * WIDTH,
    ) as unknown as number[];
    const isJudged = validLoss !== ABSENT && validMicroF1 !== ABSENT;
    return {
      epoch: epoch + 1,
      loss: loss!,
      learningRate: learningRate!,
      ...(isJudged && { validLoss: validLoss!, validMicroF1: validMicroF1! }),
    };
  });
}
