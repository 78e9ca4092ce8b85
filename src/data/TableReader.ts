import { describeValue, GenrekitError } from '../errors.ts';
import { type ColumnLayout, type ColumnRole, findColumn, layOutColumns } from './columns.ts';
import type { MovieRow, ReadProblem, ReadReport } from './MovieRow.ts';
import { Fault, type RawRecord, type RecordBatch } from './RawRecord.ts';
import type { ColumnNames, ResolvedReadOptions } from './ReadOptions.ts';
import { RowFilter } from './RowFilter.ts';
import { RowReader } from './RowReader.ts';

/** The columns of rows that have the same names. */
interface RowShape {
  readonly layout: ColumnLayout;
  readonly filterPlaces: readonly number[];
  readonly keptPlaces: readonly number[];
}

/** A column that an option asks for. */
interface NamedColumn {
  readonly option: string;
  readonly column: string;
  readonly isRole: boolean;
}

/** Shapes remembered at a time; CSV has one, JSON one for each set of keys. */
const MAX_SHAPES = 1000;

/** Reads the rows of one table one after another, and keeps count of what became of them. */
export class TableReader {
  private readonly rowReader: RowReader;
  private readonly filter: RowFilter;
  private readonly shapes = new Map<readonly string[], RowShape>();
  private readonly columns: { -readonly [K in keyof ColumnNames]: ColumnNames[K] } = {};
  /** Columns that the caller named, until one row has them. */
  private readonly missing = new Set<NamedColumn>();
  private readonly namesSeen = new Set<string>();
  private rowCount = 0;
  private usedCount = 0;
  private skippedCount = 0;
  private filteredCount = 0;
  private acceptedCount = 0;
  private header: readonly string[] | undefined;
  private firstProblem: ReadProblem | undefined;

  /**
   * @param options - how to read
   * @param onProblem - told about each problem, in the order of the file
   */
  constructor(
    private readonly options: ResolvedReadOptions,
    private readonly onProblem: (problem: ReadProblem) => void,
  ) {
    this.rowReader = new RowReader(options, (record, fault) => this.addProblem(record.line, fault, true));
    this.filter = new RowFilter(options.where);
    const expect = (option: string, column: string, isRole: boolean) =>
      this.missing.add({ option, column, isRole });
    for (const [role, name] of Object.entries(options.columns)) {
      for (const column of name === undefined ? [] : [name].flat()) expect(`columns.${role}`, column, false);
    }
    for (const column of this.filter.columns) expect('where', column, true);
    for (const column of options.keepColumns === 'all' ? [] : options.keepColumns) {
      expect('keepColumns', column, false);
    }
    if (options.labelSpaces !== undefined) expect('labelSpaces', 'space', true);
  }

  /**
   * @param batch - the next rows
   * @returns their movies, without the rows that are left out by `where` or cannot be used
   * @throws GenrekitError `invalid-data` when the columns of the table do not do
   */
  read(batch: RecordBatch): MovieRow[] {
    this.header = batch.header;
    const rows: MovieRow[] = [];
    for (const record of batch.records) {
      const row = 'fault' in record ? record.fault : this.readRecord(record);
      this.rowCount++;
      if (row instanceof Fault) this.addProblem(record.line, row, false);
      else if (row !== undefined) rows.push(row);
    }
    this.usedCount += rows.length;
    return rows;
  }

  /**
   * Tells what became of the rows, once all are read.
   *
   * @throws GenrekitError `invalid-data` when no row could be used, or a column that the caller named never came
   */
  finish(): ReadReport {
    if (this.rowCount === 0) throw emptyTable(this.header);
    if (this.namesSeen.size > 0) this.checkNothingMissing();
    if (this.usedCount === 0)
      throw this.acceptedCount === 0 && this.filteredCount > 0
        ? this.filter.nothingMatched()
        : this.nothingUsable();
    return {
      columns: this.columns,
      rowCount: this.rowCount,
      usedCount: this.usedCount,
      skippedCount: this.skippedCount,
      filteredCount: this.filteredCount,
      unknownGenres: this.rowReader.genreReader.unknownGenres(),
      droppedGenres: this.rowReader.genreReader.droppedGenres(),
    };
  }

  private readRecord(record: RawRecord): MovieRow | Fault | undefined {
    const shape = this.shapeOf(record);
    if (!this.filter.accepts(record.values, shape.filterPlaces)) {
      this.filteredCount++;
      return undefined;
    }
    this.acceptedCount++;
    return this.rowReader.read(record, shape.layout, shape.keptPlaces);
  }

  private shapeOf(record: RawRecord): RowShape {
    const known = this.shapes.get(record.names);
    if (known !== undefined) return known;
    const { names, values } = record;
    for (const name of names) if (this.namesSeen.size < MAX_SHAPES) this.namesSeen.add(name);
    const layout = layOutColumns(names, values, this.options.columns);
    this.noteColumns(names, layout);
    const shape = {
      layout,
      filterPlaces: this.filter.columns.map((column) => this.placeOf(names, layout, column)),
      keptPlaces: this.keptPlaces(names, layout),
    };
    // With a header, what is missing here is missing in every row; without, another row may still have it.
    if (this.header !== undefined) {
      this.checkNothingMissing();
      this.checkHeader(names, layout);
    }
    if (this.shapes.size >= MAX_SHAPES) this.shapes.clear();
    this.shapes.set(names, shape);
    return shape;
  }

  /** Remembers which columns are used, and which of those the caller named are there. */
  private noteColumns(names: readonly string[], layout: ColumnLayout): void {
    for (const named of this.missing) {
      const place = named.isRole
        ? this.placeOf(names, layout, named.column)
        : findColumn(names, named.column);
      if (place >= 0) this.missing.delete(named);
    }
    const isRead = (role: ColumnRole) =>
      (role !== 'title' && role !== 'plot') || this.options.fields.includes(role);
    for (const role of ['title', 'plot', 'genres', 'year', 'split', 'space'] as const) {
      if (layout[role] >= 0 && isRead(role)) this.columns[role] ??= names[layout[role]]!;
    }
    if (layout.flags.length > 0) this.columns.genres ??= layout.flags.map(({ index }) => names[index]!);
  }

  /** `split` and `space` may be the caller's words for columns of other names. */
  private placeOf(names: readonly string[], layout: ColumnLayout, column: string): number {
    if (column === 'split' || column === 'space') return layout[column];
    return findColumn(names, column);
  }

  private keptPlaces(names: readonly string[], layout: ColumnLayout): number[] {
    const { keepColumns } = this.options;
    if (keepColumns !== 'all') {
      return keepColumns.map((column) => findColumn(names, column)).filter((place) => place >= 0);
    }
    const { flags, ...places } = layout;
    const read = new Set([...Object.values(places), ...flags.map(({ index }) => index)]);
    return names.flatMap((_, i) => (read.has(i) ? [] : [i]));
  }

  private checkNothingMissing(): void {
    for (const { option, column } of this.missing) {
      throw new GenrekitError(
        'invalid-data',
        `readMovies.${option} needs a column ${describeValue(column)}, which the table does not have; its columns are ` +
          `${listNames([...this.namesSeen])}.`,
      );
    }
  }

  private checkHeader(names: readonly string[], layout: ColumnLayout): void {
    const { fields, genreRequired } = this.options;
    if (fields.every((field) => layout[field] < 0)) {
      const wanted = fields.map((field) => `no ${field}`).join(' and ');
      throw new GenrekitError(
        'invalid-data',
        `The table has ${wanted} column; its columns are ${listNames(names)}. Name one by the option columns: ` +
          `{ ${fields.at(-1)}: ... }.`,
      );
    }
    if (genreRequired && layout.genres < 0 && layout.flags.length === 0) {
      throw new GenrekitError(
        'invalid-data',
        `The table has no genres column; its columns are ${listNames(names)}. Name one by the option columns: ` +
          '{ genres: ... }, or set genreRequired to false if the genres are to be predicted.',
      );
    }
  }

  private addProblem(line: number, fault: Fault, isRowKept: boolean): void {
    if (!isRowKept) this.skippedCount++;
    const problem = { line, reason: fault.reason, value: fault.value, isRowKept };
    if (!isRowKept) this.firstProblem ??= problem;
    this.onProblem(problem);
  }

  private nothingUsable(): GenrekitError {
    const left = this.filteredCount === 0 ? '' : ` and ${this.filteredCount} were left out by where`;
    const { line, reason, value } = this.firstProblem!;
    return new GenrekitError(
      'invalid-data',
      `None of the ${this.rowCount} rows of the table gives a movie: ${this.skippedCount} cannot be used${left}. ` +
        `The first problem, on line ${line}: ${reason}; got ${value}.`,
    );
  }
}

function emptyTable(header: readonly string[] | undefined): GenrekitError {
  if (header === undefined) return new GenrekitError('invalid-data', 'The table is empty.');
  const isFileName = header.length === 1 && /^\S+\.\w{2,5}$/.test(header[0]!);
  return new GenrekitError(
    'invalid-data',
    `The table has a header (${listNames(header)}) but no rows.` +
      (isFileName ? ' A string is read as the table itself, not as the name of a file.' : ''),
  );
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(describeValue).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
