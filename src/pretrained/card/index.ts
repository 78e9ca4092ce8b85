/**
 * What the bundled weights are, as values.
 *
 * @packageDocumentation
 */

export type { CardCatalogue, CardSource, ModelCard } from './CardShape.ts';
export { modelCard } from './modelCard.ts';
