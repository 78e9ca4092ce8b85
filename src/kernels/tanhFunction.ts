import { type WasmFunction, wasm } from './assembleModule.ts';

const { fround } = Math;

/**
 * The hyperbolic tangent in single precision is x P(x²) / Q(x²), with these coefficients from the lowest power to the
 * highest, found by least squares of the relative error on (0, LIMIT]. Off by less than 4e-7 of the true value. All are
 * numbers of single precision.
 */
const ABOVE = [
  1, 0.13379718363285065, 0.003494034754112363, 2.0583484001690522e-5, 1.3319075620188414e-8,
] as const;
const BELOW = [
  1, 0.4671303331851959, 0.025871073827147484, 3.2830931013450027e-4, 7.762021141388686e-7,
] as const;
/** From here on the nearest number of single precision is 1. */
const LIMIT = 9.0625;

const [above0, above1, above2, above3, above4] = ABOVE;
const [below0, below1, below2, below3, below4] = BELOW;

/**
 * @param given - any number of single precision
 * @returns its hyperbolic tangent, with the bits of {@link tanhFunction}
 */
export function tanhSingle(given: number): number {
  const x = Math.max(Math.min(given, LIMIT), -LIMIT);
  const z = fround(x * x);
  let above = fround(fround(above4 * z) + above3);
  above = fround(fround(above * z) + above2);
  above = fround(fround(above * z) + above1);
  above = fround(fround(above * z) + above0);
  let below = fround(fround(below4 * z) + below3);
  below = fround(fround(below * z) + below2);
  below = fround(fround(below * z) + below1);
  below = fround(fround(below * z) + below0);
  return Math.max(Math.min(fround(fround(x * above) / below), 1), -1);
}

/**
 * Writes `tanh(at, end)`, which replaces numbers by their hyperbolic tangents, four at a time; both are addresses in
 * bytes, and at least four numbers are replaced.
 */
export function tanhFunction(): WasmFunction {
  const { get, set, tee, integer, add, isLess, repeat, load, store, vector, times, plus, over, least, most } =
    wasm;
  const [at, end, x, z] = [0, 1, 2, 3];
  const clamp = (limit: number) => [...vector(limit), ...least, ...vector(-limit), ...most];
  const polynomial = (coefficients: readonly number[]) => [
    ...vector(coefficients.at(-1)!),
    ...coefficients
      .slice(0, -1)
      .reverse()
      .flatMap((coefficient) => [...get(z), ...times, ...vector(coefficient), ...plus]),
  ];
  const body = repeat([
    ...[...get(at), ...get(at), ...load(0), ...clamp(LIMIT), ...tee(x)],
    ...[...get(x), ...times, ...set(z)],
    ...[...get(x), ...polynomial(ABOVE), ...times, ...polynomial(BELOW), ...over, ...clamp(1), ...store(0)],
    ...[...get(at), ...integer(16), add, ...tee(at), ...get(end), isLess],
  ]);
  return { name: 'tanh', parameterCount: 2, integers: 0, vectors: 2, body };
}
