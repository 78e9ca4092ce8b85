/**
 * The classifier chain that comes with genrekit.
 *
 * @packageDocumentation
 */

export { loadPretrained } from './loadPretrained.ts';
