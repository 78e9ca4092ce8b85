import { GenrekitError } from '../errors.ts';
import { jsonRecord, NameTable } from './jsonRecord.ts';
import { type BadRecord, MAX_ROW_LENGTH, type RawRecord, type RecordParser } from './RawRecord.ts';

/** Takes JSON Lines apart: one object on each line; blank lines are passed over. */
export class JsonLinesParser implements RecordParser {
  readonly header = undefined;
  private readonly names = new NameTable();
  private pending = '';
  private line = 1;

  push(text: string): (RawRecord | BadRecord)[] {
    const records: (RawRecord | BadRecord)[] = [];
    let start = 0;
    // Only the new text is searched: the text kept is known to have no line end.
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.addLine(this.pending + text.slice(start, end), records);
      this.pending = '';
      this.line++;
      start = end + 1;
    }
    this.pending += text.slice(start);
    if (this.pending.length > MAX_ROW_LENGTH) {
      throw new GenrekitError(
        'invalid-data',
        `Line ${this.line} is longer than ${MAX_ROW_LENGTH} characters; JSON Lines has one object on each line.`,
      );
    }
    return records;
  }

  finish(): (RawRecord | BadRecord)[] {
    const records: (RawRecord | BadRecord)[] = [];
    this.addLine(this.pending, records);
    this.pending = '';
    return records;
  }

  private addLine(text: string, records: (RawRecord | BadRecord)[]): void {
    if (text.trim() !== '') {
      records.push(jsonRecord(text, this.line, this.names, 'the line is not valid JSON by itself'));
    }
  }
}
