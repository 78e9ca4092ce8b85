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

/**
 * Walks over the words of a text: the longest runs of word characters that are at least two characters long, as
 * scikit-learn's token pattern `(?u)\b\w\w+\b` finds them.
 *
 * @param text - any text
 * @param visit - called with the start and the end of each word, in UTF-16 code units of `text`
 */
export function forEachWord(text: string, visit: (start: number, end: number) => void): void {
  const length = text.length;
  let start = -1;
  let characterCount = 0;
  let i = 0;
  while (i < length) {
    let code = text.charCodeAt(i);
    let width = 1;
    if (code >= 0xd800 && code < 0xdc00) {
      code = text.codePointAt(i)!;
      width = code > 0xffff ? 2 : 1;
    }
    if (isWordCharacter(code)) {
      if (start < 0) start = i;
      characterCount++;
    } else if (start >= 0) {
      if (characterCount > 1) visit(start, i);
      start = -1;
      characterCount = 0;
    }
    i += width;
  }
  if (characterCount > 1) visit(start, length);
}
