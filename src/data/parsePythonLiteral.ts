/** Lists deeper than this are not genres. */
const MAX_DEPTH = 8;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

const ESCAPED_CODE = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;

/**
 * Reads a Python literal as `repr` writes it: lists, tuples, sets and dictionaries of strings, numbers, `True`, `False`
 * and `None`. This is how pandas writes lists into CSV cells.
 *
 * @param text - the literal
 * @returns the value, with tuples and sets as arrays and dictionaries as objects; `undefined` when the text is none
 */
export function parsePythonLiteral(text: string): unknown {
  try {
    const reader = new LiteralReader(text);
    const value = reader.value(0);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.skipSpace();
    return this.at === this.text.length;
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new NotALiteral();
    this.skipSpace();
    const character = this.text.charAt(this.at);
    if (character === '[') return this.items(']', depth);
    if (character === '(') return this.items(')', depth);
    if (character === '{') return this.dictionaryOrSet(depth);
    if (character === "'" || character === '"') return this.string(character);
    return this.word();
  }

  private items(close: string, depth: number): unknown[] {
    const items: unknown[] = [];
    this.at++;
    while (!this.takes(close)) {
      items.push(this.value(depth + 1));
      this.separator(close);
    }
    return items;
  }

  private dictionaryOrSet(depth: number): unknown {
    const items: unknown[] = [];
    const entries: [string, unknown][] = [];
    this.at++;
    while (!this.takes('}')) {
      const item = this.value(depth + 1);
      if (this.takes(':')) entries.push([String(item), this.value(depth + 1)]);
      else items.push(item);
      this.separator('}');
    }
    if (items.length > 0 && entries.length > 0) throw new NotALiteral();
    // Makes own properties even of names such as __proto__.
    return items.length > 0 ? items : Object.fromEntries(entries);
  }

  private string(quote: string): string {
    let value = '';
    for (let i = this.at + 1; i < this.text.length; i++) {
      const character = this.text.charAt(i);
      if (character === quote) {
        this.at = i + 1;
        return value;
      }
      if (character !== '\\') {
        value += character;
        continue;
      }
      const numeric = ESCAPED_CODE.exec(this.text.slice(i + 1, i + 10));
      if (numeric !== null) {
        value += codePoint(Number.parseInt(numeric[1] ?? numeric[2] ?? numeric[3]!, 16));
        i += numeric[0].length;
      } else {
        i++;
        const escaped = this.text.charAt(i);
        value += Object.hasOwn(ESCAPES, escaped) ? ESCAPES[escaped]! : escaped;
      }
    }
    throw new NotALiteral();
  }

  private word(): unknown {
    const match = /^(?:True|False|None|nan|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?![\w.])/i.exec(
      this.text.slice(this.at, this.at + 40),
    );
    if (match === null) throw new NotALiteral();
    this.at += match[0].length;
    const word = match[0].toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'none' || word === 'nan' ? null : Number(word);
  }

  /** A comma, or the closing bracket ahead. */
  private separator(close: string): void {
    if (this.takes(',')) return;
    this.skipSpace();
    if (this.text.charAt(this.at) !== close) throw new NotALiteral();
  }

  private takes(character: string): boolean {
    this.skipSpace();
    if (this.text.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && this.text.charAt(this.at).trim() === '') this.at++;
  }
}

function codePoint(code: number): string {
  if (code > 0x10ffff) throw new NotALiteral();
  return String.fromCodePoint(code);
}
