import { describeValue, GenrekitError } from '../errors.ts';
import { readKeyCell } from './cells.ts';

/** Values remembered for the message that nothing matched. */
const MAX_SEEN = 20;

/** The option `where`: which rows to read, by the values of some of their columns. */
export class RowFilter {
  private readonly conditions: readonly {
    readonly column: string;
    readonly wanted: ReadonlySet<string>;
    readonly seen: Set<string>;
  }[];

  /** @param where - for each column the value or values wanted */
  constructor(where: Readonly<Record<string, string | readonly string[]>>) {
    this.conditions = Object.entries(where).map(([column, values]) => ({
      column,
      wanted: new Set(typeof values === 'string' ? [values] : values),
      seen: new Set<string>(),
    }));
  }

  /** The columns asked about. */
  get columns(): string[] {
    return this.conditions.map(({ column }) => column);
  }

  /**
   * @param values - the cells of a row
   * @param places - the place of each column in it, in the order of `columns`; -1 = nowhere
   * @returns whether the row is wanted
   */
  accepts(values: readonly unknown[], places: readonly number[]): boolean {
    let isWanted = true;
    for (let i = 0; i < this.conditions.length; i++) {
      const { wanted, seen } = this.conditions[i]!;
      const value = places[i]! < 0 ? '' : readKeyCell(values[places[i]!]);
      if (seen.size < MAX_SEEN) seen.add(value);
      if (!wanted.has(value)) isWanted = false;
    }
    return isWanted;
  }

  /** The error for a table of which no row is wanted. */
  nothingMatched(): GenrekitError {
    const parts = this.conditions.map(({ column, wanted, seen }) => {
      const list = [...seen].sort().map(describeValue).join(', ');
      const more = seen.size < MAX_SEEN ? '' : ', ...';
      return `${column} should be ${[...wanted].map(describeValue).join(' or ')} and is ${list}${more}`;
    });
    return new GenrekitError('invalid-data', `No row is as readMovies.where wants it: ${parts.join('; ')}.`);
  }
}
