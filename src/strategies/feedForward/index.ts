/**
 * The strategy `feed-forward`: dense layers on TF-IDF reduced by a truncated SVD, with the code that opens models of it.
 * Only those who use it carry it.
 *
 * @packageDocumentation
 */

export { feedForwardDefaults, feedForwardTrainingDefaults } from './FeedForwardOptions.ts';
export { feedForward, feedForwardKit } from './feedForward.ts';
