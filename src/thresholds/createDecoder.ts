import { createRowDecoder, type DecoderParts } from './createRowDecoder.ts';
import type { Decoder } from './Decoder.ts';
import type { DecoderOptions } from './DecoderOptions.ts';
import { decodeRows } from './decodeRows.ts';

/**
 * Makes the decoder that options describe.
 *
 * @param options - settings; see {@link DecoderOptions}
 * @param parts - what was learned
 * @throws GenrekitError `invalid-option` for bad settings, or for a kind whose learned part is missing;
 * `shape-mismatch` for a part of other labels
 *
 * @example
 * ```ts
 * import { createDecoder, LabelSet, ScoreMatrix } from 'genrekit/toolkit';
 * const labels = new LabelSet(['Comedy', 'Drama', 'War']);
 * const decoder = createDecoder({ kind: 'topK', k: 2 }, { labels });
 * console.log(decoder.decode(ScoreMatrix.fromRows([[0.1, 0.8, 0.3]], labels)).namesOf(0)); // [ 'Drama', 'War' ]
 * ```
 */
export function createDecoder(options: DecoderOptions | undefined, parts: DecoderParts): Decoder {
  const rows = createRowDecoder(options, parts);
  return {
    labels: rows.labels,
    decode: (probabilities) => decodeRows(rows, probabilities),
    decodeRow: (probabilities, start, chosen) => rows.decodeRow(probabilities, start, chosen),
  };
}
