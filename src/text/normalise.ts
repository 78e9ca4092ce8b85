/** How accents are removed: not at all, by Unicode decomposition, or by keeping ASCII alone. */
export type StripAccents = 'none' | 'unicode' | 'ascii';

/*
 * Characters with a combining class other than zero, for the scripts where decomposition yields them: Latin, Greek and
 * Cyrillic accents, Hebrew and Arabic points, Japanese voicing marks.
 */
const COMBINING =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the class lists the combining characters themselves
  /[\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1abd\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u302a-\u302f\ufe20-\ufe2f\u3099\u309a]/g;

/**
 * Lower-cases a text and takes its accents off.
 *
 * @param text - any text
 * @param isLowercased - whether to lower-case, by Unicode's default rules whatever the locale
 * @param stripAccents - see {@link StripAccents}
 * @returns the normalised text; its length may differ from that of `text`
 */
export function normalise(text: string, isLowercased: boolean, stripAccents: StripAccents): string {
  const cased = isLowercased ? text.toLowerCase() : text;
  if (stripAccents === 'none' || isAscii(cased)) return cased;
  const decomposed = cased.normalize('NFKD');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is exactly the range from NUL to DEL
  return decomposed.replace(stripAccents === 'ascii' ? /[^\x00-\x7f]/g : COMBINING, '');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
