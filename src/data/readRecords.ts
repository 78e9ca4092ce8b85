import { CsvParser } from './CsvParser.ts';
import { JsonArrayParser } from './JsonArrayParser.ts';
import { JsonLinesParser } from './JsonLinesParser.ts';
import type { MovieSource } from './MovieSource.ts';
import type { RecordBatch, RecordParser } from './RawRecord.ts';
import type { ResolvedReadOptions, TableFormat } from './ReadOptions.ts';
import { readText } from './readText.ts';

/**
 * Reads the rows of a table as they stand in the file, whatever its format.
 *
 * @param source - where the table comes from
 * @param options - how to read
 * @returns the rows in batches; the last batch comes with the end of the file and may be empty
 * @throws GenrekitError as `readMovies` does
 */
export async function* readRecords(
  source: MovieSource,
  options: ResolvedReadOptions,
): AsyncGenerator<RecordBatch> {
  const { encoding, signal } = options;
  const name = options.name ?? nameOf(source);
  let parser: RecordParser | undefined;
  let head = '';
  for await (const piece of readText(source, encoding, signal)) {
    let text = piece;
    if (parser === undefined) {
      head += piece;
      const format = tellFormat(head, options.format, name);
      if (format === undefined) continue;
      parser = makeParser(format, options.delimiter);
      text = head;
    }
    const records = parser.push(text);
    if (records.length > 0) yield { records, header: parser.header };
  }
  const records = parser?.finish() ?? [];
  yield { records, header: parser?.header };
}

/** The name decides between CSV and JSON, the first character between the two kinds of JSON; `undefined` = not yet known. */
function tellFormat(
  head: string,
  wanted: TableFormat | 'auto',
  name: string | undefined,
): TableFormat | undefined {
  if (wanted !== 'auto') return wanted;
  const ending = /\.(csv|tsv|tab|jsonl|ndjson|json)(?:\.gz)?$/i.exec(name ?? '')?.[1]?.toLowerCase();
  if (ending === 'csv') return 'csv';
  if (ending === 'tsv' || ending === 'tab') return 'tsv';
  const first = /\S/.exec(head)?.[0];
  if (first === undefined) return undefined;
  if (first === '[') return 'json';
  return first === '{' || ending !== undefined ? 'jsonl' : 'csv';
}

function makeParser(format: TableFormat, delimiter: string): RecordParser {
  if (format === 'json') return new JsonArrayParser();
  if (format === 'jsonl') return new JsonLinesParser();
  if (delimiter !== 'auto') return new CsvParser(delimiter);
  return new CsvParser(format === 'tsv' ? '\t' : undefined);
}

function nameOf(source: MovieSource): string | undefined {
  const name: unknown =
    typeof source === 'object' && source !== null && 'name' in source ? source.name : undefined;
  return typeof name === 'string' ? name : undefined;
}
