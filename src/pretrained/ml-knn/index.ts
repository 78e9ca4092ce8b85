/**
 * The ML-KNN that comes with genrekit: films that are alike decide.
 *
 * @packageDocumentation
 */

export { condensedKits } from '../../strategies/condensed/condensedKits.ts';
export { hashedAnalysers } from './hashedAnalysers.ts';
export { loadPretrained } from './loadPretrained.ts';
