import { describeValue, GenrekitError } from '../errors.ts';
import { checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { checkLoss, type LossOptions } from './Loss.ts';
import type { EarlyStopping, TrainingSettings } from './TrainingOptions.ts';

/** What every training in epochs is told. */
type CommonTraining = Pick<
  TrainingSettings,
  | 'epochs'
  | 'batchSize'
  | 'learningRate'
  | 'warmUpShare'
  | 'finalShare'
  | 'weightDecay'
  | 'clipNorm'
  | 'labelSmoothing'
  | 'schedule'
  | 'precision'
> & { readonly loss: LossOptions; readonly earlyStopping: Partial<EarlyStopping> | 'off' };

/**
 * Checks what every training in epochs is told.
 *
 * @param owner - how messages name the thing configured
 * @param options - every option with its value
 * @param stopping - what early stopping is without options of its own
 * @returns the options, frozen, with every option of early stopping set
 * @throws GenrekitError `invalid-option`
 */
export function checkTraining<T extends CommonTraining>(owner: string, options: T, stopping: EarlyStopping) {
  const check = (name: keyof CommonTraining, range: Parameters<typeof checkNumber>[2]) =>
    checkNumber(`${owner}.${name}`, options[name], range);
  check('epochs', { min: 1, max: 10_000, isInteger: true });
  check('batchSize', { min: 1, max: 65_536, isInteger: true });
  check('learningRate', { above: 0, max: 10 });
  check('warmUpShare', { min: 0, max: 1 });
  check('finalShare', { min: 0, max: 1 });
  check('weightDecay', { min: 0, max: 1 });
  check('clipNorm', { above: 0 });
  check('labelSmoothing', { min: 0, below: 1 });
  checkChoice(`${owner}.schedule`, options.schedule, ['linear', 'cosine', 'oneCycle', 'constant']);
  checkChoice(`${owner}.precision`, options.precision, ['float32', 'float64']);
  return Object.freeze({
    ...options,
    loss: Object.freeze(checkLoss(`${owner}.loss`, options.loss)),
    earlyStopping: checkStopping(`${owner}.earlyStopping`, options.earlyStopping, stopping),
  });
}

function checkStopping(owner: string, given: unknown, defaults: EarlyStopping): EarlyStopping | 'off' {
  if (given === 'off') return given;
  const options = resolveOptions(owner, given, defaults);
  checkNumber(`${owner}.share`, options.share, { above: 0, max: 0.5 });
  checkNumber(`${owner}.patience`, options.patience, { min: 1, isInteger: true });
  checkChoice(`${owner}.metric`, options.metric, ['loss', 'microF1']);
  return Object.freeze(options);
}

/**
 * @param owner - how messages name the thing configured
 * @param hidden - what the caller passed as widths of dense layers
 * @param example - widths that the message shows
 * @returns the widths, frozen
 * @throws GenrekitError `invalid-option`
 */
export function checkHidden(owner: string, hidden: unknown, example: readonly number[]): readonly number[] {
  if (!Array.isArray(hidden) || hidden.length > 8) {
    throw new GenrekitError(
      'invalid-option',
      `${owner}.hidden must be a list of at most 8 widths, such as [${example}]; got ${describeValue(hidden)}.`,
    );
  }
  const widths = Array.from(hidden, (width: unknown, i) =>
    checkNumber(`${owner}.hidden[${i}]`, width, { min: 1, max: 8192, isInteger: true }),
  );
  return Object.freeze(widths);
}
