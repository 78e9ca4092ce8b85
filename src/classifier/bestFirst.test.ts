import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestFirst } from './bestFirst.ts';

it('puts higher scores first, and equal ones in the order of their labels', () => {
  expect(bestFirst(Float64Array.of(0.2, 0.9, 0.2, 0.5))).toEqual([1, 3, 0, 2]);
  expect(bestFirst(new Float64Array(0))).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0.25, 0.5, 1)), (list) => {
      const order = bestFirst(Float64Array.from(list));
      expect(order.toSorted((a, b) => a - b)).toEqual([...list.keys()]);
      order.forEach((label, i) => {
        const before = order[i - 1];
        if (before === undefined) return;
        const isAfter = list[before]! > list[label]! || (list[before] === list[label] && before < label);
        expect(isAfter).toBe(true);
      });
    }),
  );
});
