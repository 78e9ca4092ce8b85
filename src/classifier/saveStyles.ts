import type { SectionData, SectionType } from '../format/Section.ts';
import { partName } from './modelParts.ts';
import type { Styles } from './Styles.ts';

/**
 * @param styles - how the style of texts moves scores
 * @returns the part of a saved model that `readStyles` reads
 */
export function saveStyles({ shapes }: Styles): {
  readonly settings: object;
  readonly arrays: Readonly<Record<string, SectionData[SectionType]>>;
} {
  const arrays = [...shapes].flatMap(([shape, { weights, units }]) => [
    [partName('weights', shape), weights] as const,
    [partName('units', shape), units] as const,
  ]);
  return { settings: { shapes: [...shapes.keys()] }, arrays: Object.fromEntries(arrays) };
}
