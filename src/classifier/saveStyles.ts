import type { SectionData, SectionType } from '../format/Section.ts';
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
    [`weights-${shape.replace('+', '-')}`, weights] as const,
    [`units-${shape.replace('+', '-')}`, units] as const,
  ]);
  return { settings: { shapes: [...shapes.keys()] }, arrays: Object.fromEntries(arrays) };
}
