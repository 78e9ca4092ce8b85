import type { StyleShift } from '../calibration/StyleShift.ts';
import type { SectionData, SectionType } from '../format/Section.ts';
import type { InputShape } from './InputShape.ts';

/**
 * @param styles - how the style of texts moves scores
 * @returns the part of a saved model that `readStyles` reads
 */
export function saveStyles(styles: ReadonlyMap<InputShape, StyleShift>): {
  readonly settings: object;
  readonly arrays: Readonly<Record<string, SectionData[SectionType]>>;
} {
  const arrays = [...styles].flatMap(([shape, { weights, units }]) => [
    [`weights-${shape.replace('+', '-')}`, weights] as const,
    [`units-${shape.replace('+', '-')}`, units] as const,
  ]);
  return { settings: { shapes: [...styles.keys()] }, arrays: Object.fromEntries(arrays) };
}
