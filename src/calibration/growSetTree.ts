import { compareSets } from '../labels/compareSets.ts';

/** Label sets as a tree in preorder: a set is a path from the top, its labels ascending. */
export interface SetTree {
  /** From 1. */
  readonly depths: Uint8Array;
  /** The label that each node adds to the set of the node above it. */
  readonly members: Uint16Array;
  /** How many samples have the set that ends at the node; 0 when it is only on the way to others. */
  readonly counts: Float64Array;
}

/**
 * @param sets - the labels of each sample, ascending
 * @param fewest - sets of fewer samples are left out
 */
export function growSetTree(sets: readonly (readonly number[])[], fewest: number): SetTree {
  const bySet = new Map<string, { members: readonly number[]; count: number }>();
  for (const members of sets) {
    const key = members.join(' ');
    const found = bySet.get(key);
    if (found === undefined) bySet.set(key, { members, count: 1 });
    else found.count++;
  }
  const kept = [...bySet.values()].filter(({ members, count }) => members.length > 0 && count >= fewest);
  kept.sort((a, b) => compareSets(a.members, b.members));
  const depths: number[] = [];
  const members: number[] = [];
  const counts: number[] = [];
  let last: readonly number[] = [];
  for (const { members: own, count } of kept) {
    let shared = 0;
    while (shared < last.length && last[shared] === own[shared]) shared++;
    for (let depth = shared + 1; depth <= own.length; depth++) {
      depths.push(depth);
      members.push(own[depth - 1]!);
      counts.push(depth === own.length ? count : 0);
    }
    last = own;
  }
  return {
    depths: Uint8Array.from(depths),
    members: Uint16Array.from(members),
    counts: Float64Array.from(counts),
  };
}

/**
 * @param tree - label sets
 * @param steps - how much the set of each node counts; 0 = as any
 * @returns the nodes that lead to a set that does not count as any, and their steps
 */
export function pruneSetTree({ depths, members }: SetTree, steps: Int8Array) {
  const isKept = new Uint8Array(depths.length);
  // Nodes come before those that hang on them: from the end, the last depth kept tells whether a node leads to it.
  let wanted = 0;
  for (let node = depths.length - 1; node >= 0; node--) {
    const depth = depths[node]!;
    if (steps[node] !== 0 || depth === wanted) {
      isKept[node] = 1;
      wanted = depth - 1;
    }
  }
  const pick = <T extends Uint8Array | Uint16Array | Int8Array>(values: T) =>
    values.filter((_, node) => isKept[node] === 1) as T;
  return { depths: pick(depths), members: pick(members), steps: pick(steps) };
}
