import fc from 'fast-check';

/**
 * Texts in which characters and code units part ways: emoji, accents of both kinds, line ends of Windows, characters
 * that change their length when lower-cased or decomposed, marks out of order, and halves of characters.
 */
export const strangeTexts: readonly string[] = [
  'The 🎬 director 👩‍🚀 meets 🇫🇷 spies',
  'Amélie, naïve café à la carte',
  'Ame\u0301lie, nai\u0308ve cafe\u0301 a\u0300 la carte',
  'line one\r\nline two\r\n\r\nline three\ttab',
  'İstanbul ISTANBUL ıstanbul İİ',
  'Straße STRASSE Maße ẞ',
  'ΟΔΥΣΣΕΥΣ Ὀδυσσεύς ΣΑΣ Σ ΑΣ ΑΣΑ',
  'ﬁlm ﬂight oﬃce ﬀ ŉ ǆ ㎏ ½ ㍿ ﷺ',
  'q\u0323\u0307 q\u0307\u0323 a\u0315\u0300\u05ae\u0062',
  'नमस्ते दुनिया क़िताब ภาษาไทย ที่นี่',
  '한국어 영화 각 がぎぐ ヴァイオリン',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝐛𝐨𝐥𝐝 𐐀𐐨 𠮷野家',
  'don’t rock’n’roll well-known l\'amour 1984 "Heat" ...',
  'half \ud83d and \udc4d halves',
  'Łódź Ærø Þór Đặng Þ æ ø',
  '  spaced   out \u3000 wide \u00a0 hard ',
  'x',
  '!!! 💀💀 ???',
];

const pieces = [
  ...'aA eE sS ΣσςΟ İıI ßẞ éÉ ﬁ 🎬 𐐀 한 が',
  '\u0301',
  '\u0323',
  '\u0315',
  '\u093c',
  '\u094d',
  ' ',
  '  ',
  '\r\n',
  '\t',
  '-',
  "'",
  '_',
  'the',
  'killer',
  'café',
  '\ud83d',
  '\udc4d',
];

/** Texts put together at random from pieces that make trouble, and now and then from any characters at all. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...strangeTexts),
);
