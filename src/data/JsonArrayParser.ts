import { GenrekitError } from '../errors.ts';
import { jsonRecord, NameTable } from './jsonRecord.ts';
import { type BadRecord, Fault, MAX_ROW_LENGTH, type RawRecord, type RecordParser } from './RawRecord.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/**
 * Takes a JSON array of objects apart without ever holding more than one element: it only follows strings and
 * brackets to find where an element ends, and leaves the element itself to `JSON.parse`.
 */
export class JsonArrayParser implements RecordParser {
  readonly header = undefined;
  private readonly names = new NameTable();
  /** The parts of the element being read, from pieces before this one. */
  private pending = '';
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private isClosed = false;
  private elementCount = 0;
  private line = 1;
  private elementLine = 0;

  push(text: string): (RawRecord | BadRecord)[] {
    const records: (RawRecord | BadRecord)[] = [];
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === LINE_FEED) this.line++;
      if (this.isInString) {
        if (this.isEscaped) this.isEscaped = false;
        else if (code === BACKSLASH) this.isEscaped = true;
        else if (code === QUOTE) this.isInString = false;
        continue;
      }
      if (code <= 0x20) continue;
      if (this.depth === 0) {
        this.open(text.charAt(i));
        start = i + 1;
        continue;
      }
      if (this.depth === 1 && (code === COMMA || text.charAt(i) === ']')) {
        this.addElement(this.pending + text.slice(start, i), code === COMMA, records);
        start = i + 1;
      } else if (this.elementLine === 0) {
        this.elementLine = this.line;
      }
      this.follow(text.charAt(i));
    }
    if (!this.isClosed) this.pending += text.slice(start);
    if (this.pending.length > MAX_ROW_LENGTH) {
      throw new GenrekitError(
        'invalid-data',
        `The element on line ${this.elementLine} is longer than ${MAX_ROW_LENGTH} characters; most likely a quote or ` +
          'bracket in it is never closed.',
      );
    }
    return records;
  }

  finish(): (RawRecord | BadRecord)[] {
    if (this.isClosed) return [];
    const line = this.elementLine || this.line;
    return [
      {
        line,
        fault: new Fault('the JSON array is not closed; the file may be cut off', this.pending.trim()),
      },
    ];
  }

  /** The first character must open the array, and none may follow its end. */
  private open(character: string): void {
    if (this.isClosed || character !== '[') {
      throw new GenrekitError(
        'invalid-data',
        this.isClosed
          ? `There is text after the end of the JSON array, on line ${this.line}; a file must hold one array.`
          : `A JSON array must begin with [; it begins with ${character}.`,
      );
    }
    this.depth = 1;
  }

  private follow(character: string): void {
    if (character === '"') this.isInString = true;
    else if (character === '{' || character === '[') this.depth++;
    else if (character === '}' || character === ']') {
      // A brace too many must not look like the end of the array.
      if (this.depth > 1 || character === ']') this.depth--;
      this.isClosed = this.depth === 0;
    }
  }

  private addElement(text: string, isFollowed: boolean, records: (RawRecord | BadRecord)[]): void {
    const isEmptyArray = !isFollowed && this.elementCount === 0 && this.elementLine === 0;
    if (!isEmptyArray) {
      const line = this.elementLine || this.line;
      records.push(jsonRecord(text, line, this.names, 'the element is not valid JSON'));
    }
    this.elementCount++;
    this.elementLine = 0;
    this.pending = '';
  }
}
