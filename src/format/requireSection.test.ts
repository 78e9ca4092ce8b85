import { describe, expect, it } from 'vitest';
import { requireIndices, requireOffsets, requireSection } from './requireSection.ts';
import type { Section } from './Section.ts';

const weights = Float32Array.of(1, 2, 3, 4, 5, 6);
const model = {
  sections: new Map<string, Section>([
    ['weights', { type: 'f32', shape: [2, 3], data: weights }],
    ['columns', { type: 'i32', shape: [3], data: Int32Array.of(0, 4, -1) }],
    ['rows', { type: 'u16', shape: [4], data: Uint16Array.of(0, 2, 2, 3) }],
    ['falling', { type: 'u16', shape: [4], data: Uint16Array.of(0, 3, 2, 3) }],
  ]),
};
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-model', message: expect.stringMatching(message) });

describe('requireSection', () => {
  it('gives the elements when type and shape are right', () => {
    expect(requireSection(model, 'weights', 'f32')).toBe(weights);
    expect(requireSection(model, 'weights', 'f32', 6)).toBe(weights);
    expect(requireSection(model, 'weights', 'f32', [2, 3])).toBe(weights);
  });

  it('says which section, type or shape is missing', () => {
    expect(() => requireSection(model, 'bias', 'f32')).toThrow(
      refusal(/no section 'bias'; its sections are weights, columns, rows, falling/),
    );
    expect(() => requireSection(model, 'constructor', 'f32')).toThrow(refusal(/no section 'constructor'/));
    expect(() => requireSection(model, 'weights', 'f64')).toThrow(
      refusal(/must have the type f64; it has f32/),
    );
    expect(() => requireSection(model, 'weights', 'f32', 5)).toThrow(
      refusal(/must have 5 elements; it has 6/),
    );
    expect(() => requireSection(model, 'weights', 'f32', [3, 2])).toThrow(
      refusal(/\[3, 2\]; it has \[2, 3\]/),
    );
    expect(() => requireSection(model, 'weights', 'f32', [6])).toThrow(refusal(/\[6\]; it has \[2, 3\]/));
    expect(() => requireSection({ sections: new Map() }, 'bias', 'f32')).toThrow(
      refusal(/sections are none/),
    );
  });
});

describe('requireIndices and requireOffsets', () => {
  it('give the elements when all are in range', () => {
    expect([...requireIndices(model, 'rows', 'u16', 4, 4)]).toEqual([0, 2, 2, 3]);
    expect([...requireOffsets(model, 'rows', 'u16', 3, 3)]).toEqual([0, 2, 2, 3]);
  });

  it('say which element is out of range', () => {
    expect(() => requireIndices(model, 'columns', 'i32', 4)).toThrow(
      refusal(/element 1 .* in 0..3; it is 4/),
    );
    expect(() => requireIndices(model, 'columns', 'i32', 5)).toThrow(
      refusal(/element 2 .* in 0..4; it is -1/),
    );
    expect(() => requireOffsets(model, 'falling', 'u16', 3, 3)).toThrow(refusal(/falls after element 1/));
    expect(() => requireOffsets(model, 'rows', 'u16', 3, 5)).toThrow(
      refusal(/from 0 to 5; it goes from 0 to 3/),
    );
    expect(() => requireOffsets(model, 'rows', 'u16', 4, 3)).toThrow(
      refusal(/must have 5 elements; it has 4/),
    );
  });
});
