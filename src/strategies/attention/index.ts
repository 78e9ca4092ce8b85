/**
 * The strategy `attention`: a transformer encoder that is trained in plain JavaScript, with the code that opens models of
 * it. Only those who use it carry it.
 *
 * @packageDocumentation
 */

export { tokenDefaults, tokens } from '../../features/TokenOptions.ts';
export { attentionDefaults, attentionTrainingDefaults } from './AttentionOptions.ts';
export { attention, attentionKit } from './attention.ts';
