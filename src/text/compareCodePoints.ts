/**
 * Orders strings by code point, as Python does. JavaScript's own order is by UTF-16 code unit, which puts characters
 * beyond the basic plane (written with surrogates, 0xD800-0xDFFF) before those from 0xE000 to 0xFFFF.
 *
 * @param a - a string
 * @param b - another
 * @returns a negative number, zero or a positive number, as `Array.prototype.sort` wants it
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA !== unitB) return fixUp(unitA) - fixUp(unitB);
  }
  return a.length - b.length;
}

/** Moves surrogates behind all other code units. */
function fixUp(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
