/*
 * Word characters are those of Python's `\w`: letters and numbers of every script, and the underscore. Asking a
 * regular expression about each character would cost more than all other work on a text, so the answer for each
 * character of the basic plane is remembered the first time it is asked for.
 */
const UNKNOWN = 0;
const WORD = 1;
const OTHER = 2;

let kinds: Uint8Array | undefined;

/**
 * @param codePoint - a Unicode code point
 * @returns whether it belongs to a word: a letter, a number, or the underscore
 */
export function isWordCharacter(codePoint: number): boolean {
  // Making the regular expression takes a millisecond, which English text need not wait for.
  if (codePoint < 128) {
    const lower = codePoint | 32;
    return (lower > 96 && lower < 123) || (codePoint > 47 && codePoint < 58) || codePoint === 95;
  }
  if (codePoint > 0xffff) return matchesWord(codePoint);
  kinds ??= new Uint8Array(0x10000);
  let kind = kinds[codePoint]!;
  if (kind === UNKNOWN) {
    kind = matchesWord(codePoint) ? WORD : OTHER;
    kinds[codePoint] = kind;
  }
  return kind === WORD;
}

function matchesWord(codePoint: number): boolean {
  return /[\p{L}\p{N}_]/u.test(String.fromCodePoint(codePoint));
}
