/**
 * The blend of default weights and attention encoder that comes with genrekit.
 *
 * @packageDocumentation
 */

export { loadPretrained } from './loadPretrained.ts';
