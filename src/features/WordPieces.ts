/** How a piece is marked that does not begin a word. */
export const CONTINUATION = '##';

/** Longer words are unknown as they stand: they are no words of a language, and would take long to spell. */
const LONGEST_WORD = 64;

/** Spells words out of known pieces, taking the longest that fits each time (Schuster and Nakajima 2012). */
export class WordPieces {
  private readonly longest: number;

  /** @param numbers - token numbers by piece; those inside a word begin with `##` */
  constructor(private readonly numbers: ReadonlyMap<string, number>) {
    let longest = 0;
    for (const piece of numbers.keys()) longest = Math.max(longest, piece.length);
    this.longest = longest;
  }

  /**
   * @param word - a word
   * @param unknown - stands for a word that no pieces spell
   * @param visit - called with the number of each piece in turn
   */
  spell(word: string, unknown: number, visit: (piece: number) => void): void {
    const found: number[] = [];
    for (let start = 0; start < word.length; ) {
      let end = word.length > LONGEST_WORD ? start : Math.min(word.length, start + this.longest);
      let number: number | undefined;
      for (; end > start; end--) {
        const part = word.slice(start, end);
        number = this.numbers.get(start === 0 ? part : CONTINUATION + part);
        if (number !== undefined) break;
      }
      if (number === undefined) {
        visit(unknown);
        return;
      }
      found.push(number);
      start = end;
    }
    for (const number of found) visit(number);
  }
}
