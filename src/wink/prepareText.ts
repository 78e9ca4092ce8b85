/** How much of a text is read, and in which portions. */
export interface TextLimits {
  /** Longest text that is read, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** Longest run without white space that is read in one piece, in UTF-16 code units. */
  readonly maxRunLength: number;
}

const HIGH_SURROGATE = /[\ud800-\udbff]/;
const LOW_SURROGATE = /[\udc00-\udfff]/;
/* wink-nlp makes tokens of tabs and line ends; all other white space it loses track of, unless it is a plain space. */
const OTHER_SPACE = /[^\S \t\r\n]/g;

/**
 * Makes a text safe to hand to wink-nlp, whose time grows with the square of the longest run without white space, and
 * which forgets some kinds of white space.
 *
 * Nothing but white space is added or replaced, so that a token of the prepared text also stands in the text itself.
 *
 * @param text - any text
 * @param limits - text beyond `maxTextLength` is left out, at a word boundary where one is near; runs longer than
 * `maxRunLength` are cut by spaces, behind a character that is no letter or digit where there is one
 * @returns the text to tokenise
 */
export function prepareText(text: string, limits: TextLimits): string {
  const spaced = truncate(text, limits).replace(OTHER_SPACE, ' ');
  const { maxRunLength } = limits;
  const pieces: string[] = [];
  let copied = 0;
  for (const { 0: run, index } of spaced.matchAll(/\S+/g)) {
    let start = 0;
    while (run.length - start > maxRunLength) {
      const cut = findCut(run, start, start + maxRunLength);
      pieces.push(spaced.slice(copied, index + cut), ' ');
      copied = index + cut;
      start = cut;
    }
  }
  return pieces.length === 0 ? spaced : pieces.join('') + spaced.slice(copied);
}

/** Keeps whole words, unless the last one is longer than a run may be. */
function truncate(text: string, { maxTextLength, maxRunLength }: TextLimits): string {
  if (text.length <= maxTextLength) return text;
  if (/\s/.test(text.charAt(maxTextLength))) return text.slice(0, maxTextLength);
  const earliest = Math.max(0, maxTextLength - maxRunLength);
  for (let end = maxTextLength; end > earliest; end--) {
    if (/\s/.test(text.charAt(end - 1))) return text.slice(0, end);
  }
  return text.slice(0, wholeCharacters(text, 0, maxTextLength));
}

/** Where to cut a run: behind the last character before `limit` that is no part of a word, else at `limit`. */
function findCut(run: string, start: number, limit: number): number {
  const hard = wholeCharacters(run, start, limit);
  for (let cut = hard; cut > start; cut--) {
    const last = run.charAt(cut - 1);
    if (!/[\p{L}\p{M}\p{N}]/u.test(last) && !HIGH_SURROGATE.test(last) && !LOW_SURROGATE.test(last))
      return cut;
  }
  return hard;
}

/** The limit, or one less when a surrogate pair straddles it; never back at the start. */
function wholeCharacters(text: string, start: number, limit: number): number {
  const isStraddled =
    limit - 1 > start &&
    HIGH_SURROGATE.test(text.charAt(limit - 1)) &&
    LOW_SURROGATE.test(text.charAt(limit));
  return isStraddled ? limit - 1 : limit;
}
