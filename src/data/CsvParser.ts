import Papa from 'papaparse';
import { GenrekitError } from '../errors.ts';
import { type BadRecord, Fault, MAX_ROW_LENGTH, type RawRecord, type RecordParser } from './RawRecord.ts';

/** Text is parsed in pieces of at least this many characters, however small the pieces come. */
const MIN_PARSE_LENGTH = 65_536;

/**
 * Takes comma-separated text apart (RFC 4180), with papaparse's incremental parser underneath. The first row that is
 * not blank is the header; blank rows are passed over. A row whose quotes are malformed is a bad record, never a guess.
 */
export class CsvParser implements RecordParser {
  header: readonly string[] | undefined;
  private parser: Papa.Parser | undefined;
  private pending = '';
  private parseAt = MIN_PARSE_LENGTH;
  private line = 1;
  private consumed = 0;
  private records: (RawRecord | BadRecord)[] = [];

  /** @param delimiter - the character between cells; `undefined` = whichever of `,` `;` tab the header has most of */
  constructor(private readonly delimiter: string | undefined) {}

  push(text: string): (RawRecord | BadRecord)[] {
    this.pending += text;
    return this.pending.length < this.parseAt ? [] : this.parse(false);
  }

  finish(): (RawRecord | BadRecord)[] {
    return this.parse(true);
  }

  private parse(isLast: boolean): (RawRecord | BadRecord)[] {
    this.records = [];
    this.consumed = 0;
    this.parser ??= this.makeParser(isLast);
    this.parser?.parse(this.pending, 0, !isLast);
    this.pending = this.pending.slice(this.consumed);
    if (this.pending.length > MAX_ROW_LENGTH) {
      throw new GenrekitError(
        'invalid-data',
        `The row that starts on line ${this.line} is longer than ${MAX_ROW_LENGTH} characters; most likely a quote ` +
          'in it is never closed.',
      );
    }
    // A row that is not whole yet is parsed again from its start, so it must grow by a fraction of its length first.
    this.parseAt = Math.max(2 * this.pending.length, MIN_PARSE_LENGTH);
    return this.records;
  }

  /** The parser, as soon as the text has the whole header, from which the delimiter is guessed. */
  private makeParser(isLast: boolean): Papa.Parser | undefined {
    const delimiter = this.delimiter ?? guessDelimiter(this.pending, isLast);
    if (delimiter === undefined) return undefined;
    return new Papa.Parser({
      delimiter,
      newline: '\n',
      quoteChar: '"',
      fastMode: false,
      step: (result: Papa.ParseStepResult<string[]>) => {
        // The low-level parser hands over rows in an array, though its types say otherwise.
        const cells = (result.data as unknown as string[][])[0]!;
        this.addRow(
          cells,
          result.errors.map((error) => error.code),
          result.meta.cursor,
        );
      },
    });
  }

  private addRow(cells: string[], errors: readonly string[], end: number): void {
    const line = this.line;
    this.line += countLines(this.pending, this.consumed, end);
    this.consumed = end;
    if (errors.length > 0) {
      this.addFault(line, quoteFault(errors.includes('MissingQuotes'), line, this.lastLine(), cells));
    } else if (cells.length === 1 && cells[0]!.trim() === '') {
      return;
    } else if (this.header === undefined) {
      this.header = Object.freeze(cells.map((name) => name.trim()));
    } else if (cells.length !== this.header.length) {
      const found = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
      this.addFault(
        line,
        new Fault(`the row has ${found}, but the header has ${this.header.length}`, cells.join(' ')),
      );
    } else {
      this.records.push({ line, names: this.header, values: cells });
    }
  }

  /** The line on which the row just taken ends: the one before the next row, unless the file ends without a line end. */
  private lastLine(): number {
    return this.pending.charAt(this.consumed - 1) === '\n' ? this.line - 1 : this.line;
  }

  private addFault(line: number, fault: Fault): void {
    if (this.header === undefined) {
      throw new GenrekitError(
        'invalid-data',
        `The header of the table on line ${line} cannot be read: ${fault.reason}.`,
      );
    }
    this.records.push({ line, fault });
  }
}

function quoteFault(isUnclosed: boolean, line: number, last: number, cells: readonly string[]): Fault {
  const reason = isUnclosed
    ? 'a quote that opens a cell is never closed'
    : 'a quote inside a quoted cell is not doubled';
  const extent = last > line ? `, so lines ${line} to ${last} were taken for one row` : '';
  return new Fault(`${reason}${extent}`, cells.join(' '));
}

function countLines(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) count++;
  return count;
}

/** The candidate that stands most often outside quotes in the first row that is not blank; `,` when none does. */
function guessDelimiter(text: string, isLast: boolean): string | undefined {
  const candidates = [',', ';', '\t'];
  const counts = [0, 0, 0];
  let isQuoted = false;
  let isBlank = true;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\n' && !isQuoted && !isBlank) return best();
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && candidates.includes(character)) counts[candidates.indexOf(character)]!++;
    if (character.trim() !== '') isBlank = false;
  }
  return isLast ? best() : undefined;

  function best(): string {
    return candidates[counts.indexOf(Math.max(...counts))]!;
  }
}
