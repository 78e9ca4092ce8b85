/**
 * The weights that come with genrekit.
 *
 * @packageDocumentation
 */

export { loadPretrained } from './loadPretrained.ts';
