import { GenrekitError } from '../errors.ts';
import type { StrategyState } from './Strategy.ts';

/**
 * Makes settings anew from those of a saved model.
 *
 * @param make - the factory of the strategy
 * @param settings - of the state
 * @returns what the factory makes of them
 * @throws GenrekitError `invalid-model` when it refuses them
 */
export function readSettings<T>(
  make: (options: Readonly<Record<string, unknown>>) => T,
  settings: StrategyState['settings'],
): T {
  try {
    return make(settings);
  } catch (cause) {
    throw new GenrekitError(
      'invalid-model',
      'The saved settings of the strategy are not usable. Save the model again.',
      { cause },
    );
  }
}
