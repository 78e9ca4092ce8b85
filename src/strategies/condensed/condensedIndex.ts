import { GenrekitError } from '../../errors.ts';
import { CondensedIndex, type CondensedTable } from '../../neighbours/CondensedIndex.ts';
import { checkNumber, resolveOptions } from '../../options.ts';
import type { CondensedIndexSettings, IndexCode } from '../IndexSettings.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray } from '../Strategy.ts';

/** Options of {@link condensedIndex}. */
export interface CondensedIndexOptions {
  /**
   * How many terms of each row are kept, those with the highest values; 1 to 1,000.
   * @defaultValue `20`
   */
  readonly termsPerRow?: number;
}

const DEFAULTS: Required<CondensedIndexOptions> = /* @__PURE__ */ Object.freeze({ termsPerRow: 20 });

/**
 * Neighbours among rows that are cut to their strongest terms, each with a number of one byte: models take about a tenth of
 * the room, and searches a part of the time.
 *
 * @param options - settings; see {@link CondensedIndexOptions}
 * @returns settings for the option `index` of `mlKnn()` and `neighbourVote()`
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { mlKnn } from 'genrekit/strategies';
 * import { condensedIndex } from 'genrekit/toolkit';
 * new GenreClassifier({ strategy: mlKnn({ index: condensedIndex({ termsPerRow: 15 }) }) });
 * ```
 */
export function condensedIndex(options?: CondensedIndexOptions): CondensedIndexSettings {
  const { termsPerRow } = resolveOptions('condensedIndex', options, DEFAULTS);
  checkNumber('condensedIndex.termsPerRow', termsPerRow, { min: 1, max: 1000, isInteger: true });
  const settings = { kind: 'condensed' as const, termsPerRow };
  // Neither JSON nor a spread shall see the code.
  return Object.freeze(Object.defineProperty(settings, 'code', { value: code })) as CondensedIndexSettings;
}

const code = /* @__PURE__ */ Object.freeze<IndexCode<CondensedIndexSettings>>({
  async fit({ termsPerRow }, matrix, { sampleWeights }) {
    // Whoever only predicts never loads what fits.
    const { condenseRows } = await import('./condenseRows.ts');
    return new CondensedIndex(
      condenseRows(matrix, termsPerRow, { rowWeights: sampleWeights }),
      sampleWeights?.slice(),
    );
  },
  restore(_, arrays, columnCount) {
    const bytes = (name: string) => requireArray(arrays, name, Uint8Array, lengthOf(arrays[name]));
    const rowCount = requireArray(arrays, 'rowCount', Int32Array, 1)[0]!;
    const [counts, gaps, values] = [bytes('columnCounts'), bytes('rowGaps'), bytes('values')];
    const table: CondensedTable = {
      ...{ rowCount, columnCount, counts, gaps, values },
      scales: requireArray(arrays, 'columnScales', Int8Array, columnCount),
      weights: requireArray(arrays, 'columnWeights', Int8Array, columnCount),
    };
    const labelBytes = lengthOf(arrays.labelBits);
    if (rowCount < 0 || rowCount > 8 * labelBytes) throw malformed('it has more rows than labels');
    if (values.includes(0)) throw malformed('a number of a row is 0');
    return {
      rowCount,
      build(weights) {
        try {
          return new CondensedIndex(table, weights);
        } catch (cause) {
          if (cause instanceof RangeError) throw malformed(cause.message);
          throw cause;
        }
      },
    };
  },
});

function lengthOf(array: StateArray | undefined): number {
  return array?.length ?? 0;
}

function malformed(what: string): GenrekitError {
  return new GenrekitError(
    'invalid-model',
    `The saved condensed rows are malformed: ${what}. Save the model again.`,
  );
}
