/**
 * Blends: one classifier made of several, with the code that opens saved ones.
 *
 * @packageDocumentation
 */

export { type BlendOptions, blend } from './blend.ts';
export { blendKit } from './blendKit.ts';
