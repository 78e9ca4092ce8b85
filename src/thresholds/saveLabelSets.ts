import type { LabelSets, LabelSetsState } from './LabelSets.ts';

/**
 * @param labelSets - what was learned
 * @returns what to save; `LabelSets.fromState` makes equal label sets of it
 */
export function saveLabelSets({ table, weight }: LabelSets): LabelSetsState {
  const { labels, offsets, members, counts } = table;
  return {
    settings: { labels: [...labels.names], weight },
    arrays: {
      sizes: Uint16Array.from(counts, (_, set) => offsets[set + 1]! - offsets[set]!),
      members: Uint16Array.from(members),
      counts: counts.slice(),
    },
  };
}
