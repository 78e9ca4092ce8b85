import { GenrekitError } from '../errors.ts';
import type { SvdIndexSettings } from './IndexSettings.ts';
import { readSettings } from './readSettings.ts';
import type { StrategyState } from './Strategy.ts';

/**
 * Makes the settings of a strategy of neighbours anew from those of a saved model.
 *
 * @param make - the factory of the strategy
 * @param settings - of the state
 * @returns what the factory makes of them
 * @throws GenrekitError `unsupported-model` when the code of its index is missing; `invalid-model` for bad settings
 */
export function readNeighbourSettings<T>(
  make: (options: Readonly<Record<string, unknown>>) => T,
  settings: StrategyState['settings'],
): T {
  const index = settings.index as Partial<SvdIndexSettings> | null | undefined;
  if (index?.kind !== 'svd' || index.code) return readSettings(make, settings);
  throw new GenrekitError(
    'unsupported-model',
    'The model looks for neighbours among reduced rows; open it with { strategies: svdKits } from genrekit/strategies.',
  );
}
