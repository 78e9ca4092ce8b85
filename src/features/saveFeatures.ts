import type { SavedBlock, TfidfFeatures } from './TfidfFeatures.ts';

/**
 * @param extractor - a fitted extractor
 * @returns what it has learned; `TfidfFeatures.restore` makes an equal one of it
 */
export function saveFeatures({ blocks }: TfidfFeatures): SavedBlock[] {
  return blocks.map(({ field, weight, titleWeight, transform }) => ({
    field,
    weight,
    titleWeight,
    options: transform.options,
    vocabulary: transform.vocabulary,
  }));
}
