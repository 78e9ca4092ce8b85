import { GenrekitError } from '../errors.ts';
import type { IndexSettings } from './IndexSettings.ts';
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
  const index = settings.index as Partial<Exclude<IndexSettings, string>> | null | undefined;
  const [kits, entry] =
    index?.kind === 'svd'
      ? ['svdKits', 'strategies']
      : index?.kind === 'condensed'
        ? ['condensedKits', 'toolkit']
        : [];
  if (kits === undefined || index?.code) return readSettings(make, settings);
  throw new GenrekitError(
    'unsupported-model',
    `The model looks for neighbours in an index of its own; open it with { strategies: ${kits} } from genrekit/${entry}.`,
  );
}
