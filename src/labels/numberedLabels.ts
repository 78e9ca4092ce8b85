import { LabelSet } from './LabelSet.ts';

/** `label0`, `label1`, ...: columns for tables that come without names. */
export function numberedLabels(count: number): LabelSet {
  return new LabelSet(Array.from({ length: count }, (_, i) => `label${i}`));
}
