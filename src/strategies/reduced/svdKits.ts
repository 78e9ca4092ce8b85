import { readSettings } from '../readSettings.ts';
import type { StrategyState } from '../Strategy.ts';
import type { ModelKit } from '../StrategyKit.ts';
import { svdIndex } from './svdIndex.ts';

/**
 * The code of {@link svdIndex}, needed to open models with it:
 * `GenreClassifier.open(bytes, { strategies: svdKits })`. Models without it are opened as well.
 */
export const svdKits: readonly ModelKit[] = /* @__PURE__ */ Object.freeze<ModelKit[]>([
  { id: 'ml-knn', revive },
  { id: 'neighbour-vote', revive },
]);

/** Gives the settings of the index their code back. */
function revive(state: StrategyState): StrategyState {
  const { kind, ...options } = (state.settings.index ?? {}) as { readonly kind?: unknown };
  if (kind !== 'svd') return state;
  return { ...state, settings: { ...state.settings, index: readSettings(svdIndex, options) } };
}
