import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growSetTree, pruneSetTree } from './growSetTree.ts';

/** The set that ends at each node. */
function setsOf({ depths, members }: { depths: Uint8Array; members: Uint16Array }): string[] {
  const path: number[] = [];
  return Array.from(depths, (depth, node) => {
    path.length = depth - 1;
    path.push(members[node]!);
    return path.join(' ');
  });
}

const samples = fc.array(fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 4 }), { maxLength: 60 });

describe('growSetTree', () => {
  it('holds each set that enough samples have, once, with their number', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 3 }), (sets, fewest) => {
        const expected = new Map<string, number>();
        for (const members of sets)
          if (members.length > 0) expected.set(members.join(' '), (expected.get(members.join(' ')) ?? 0) + 1);
        for (const [key, count] of expected) if (count < fewest) expected.delete(key);
        const tree = growSetTree(sets, fewest);
        const names = setsOf(tree);
        expect(new Set(names).size).toBe(names.length);
        const found = names.flatMap((name, node) =>
          tree.counts[node]! > 0 ? [[name, tree.counts[node]!] as const] : [],
        );
        expect(new Map(found)).toEqual(expected);
      }),
    );
  });
});

describe('pruneSetTree', () => {
  it('keeps the sets with a step and the way to them, and nothing else', () => {
    fc.assert(
      fc.property(samples, fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 60 }), (sets, given) => {
        const tree = growSetTree(sets, 1);
        const steps = Int8Array.from(tree.depths, (_, node) => given[node % given.length]!);
        const wanted = setsOf(tree).flatMap((name, node) => (steps[node] === 0 ? [] : [[name, steps[node]]]));
        const pruned = pruneSetTree(tree, steps);
        const names = setsOf(pruned);
        expect(
          names.flatMap((name, node) => (pruned.steps[node] ? [[name, pruned.steps[node]]] : [])),
        ).toEqual(wanted);
        for (const name of names)
          expect(wanted.some(([own]) => own === name || String(own).startsWith(`${name} `))).toBe(true);
      }),
    );
  });
});
