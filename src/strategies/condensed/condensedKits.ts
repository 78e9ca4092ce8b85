import { readSettings } from '../readSettings.ts';
import type { StrategyState } from '../Strategy.ts';
import type { ModelKit } from '../StrategyKit.ts';
import { condensedIndex } from './condensedIndex.ts';

/**
 * The code of {@link condensedIndex}, needed to open models with it:
 * `GenreClassifier.open(bytes, { strategies: condensedKits })`. Models without it are opened as well.
 */
export const condensedKits: readonly ModelKit[] = /* @__PURE__ */ Object.freeze<ModelKit[]>([
  { id: 'ml-knn', revive },
  { id: 'neighbour-vote', revive },
]);

/** Gives the settings of the index their code back. */
function revive(state: StrategyState): StrategyState {
  const { kind, ...options } = (state.settings.index ?? {}) as { readonly kind?: unknown };
  if (kind !== 'condensed') return state;
  return { ...state, settings: { ...state.settings, index: readSettings(condensedIndex, options) } };
}
