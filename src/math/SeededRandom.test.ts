import { describe, expect, it } from 'vitest';
import { SeededRandom } from './SeededRandom.ts';

describe('SeededRandom', () => {
  it('fills an array with what it would give one by one, and goes on from there', () => {
    const [one, other] = [new SeededRandom(7), new SeededRandom(7)];
    const values = new Uint32Array(100);
    one.fill(values, 60);
    expect([...values.subarray(0, 60)]).toEqual(Array.from({ length: 60 }, () => other.uint32()));
    expect([...values.subarray(60)].every((value) => value === 0)).toBe(true);
    expect(one.uint32()).toBe(other.uint32());
  });
});
