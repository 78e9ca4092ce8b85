import { GenrekitError } from '../errors.ts';
import { canonicalJson } from '../format/canonicalJson.ts';
import { crc32 } from '../format/crc32.ts';
import { encodeModel } from '../format/encodeModel.ts';
import { VERSION } from '../version.ts';
import type { Adaptation, WeightChange } from './Adaptation.ts';
import { requireLinear } from './applyAdaptation.ts';
import type { FittedModel } from './FittedModel.ts';
import { PartWriter } from './PartWriter.ts';

/**
 * @param adaptation - of an adapted model
 * @returns the bytes of a small `.genre` file that makes the adapted model of its base again, to the last bit
 * @throws GenrekitError `invalid-data` when nothing was adapted
 */
export function writeDelta(adaptation: Adaptation | undefined): Uint8Array {
  if (adaptation === undefined) {
    throw new GenrekitError(
      'invalid-data',
      'This classifier is as it was fitted or opened, so there is no delta; call adapt or addGenre first.',
    );
  }
  const { base, genres, changes } = adaptation;
  const shapes = [...base.decisions.keys()];
  const parts = new PartWriter();
  parts.add('genres', {
    settings: { labels: genres.map(({ label }) => label), shapes },
    arrays: {
      ...joined(genres),
      supports: Uint32Array.from(genres, ({ support }) => support),
      links: Float64Array.from(genres.flatMap(({ links }) => [...links])),
      curves: Float64Array.from(
        genres.flatMap(({ curves }) => shapes.flatMap((shape) => curves.get(shape)!)),
      ),
    },
  });
  parts.add('changes', { settings: { labels: changes.map(({ label }) => label) }, arrays: joined(changes) });
  const header = { kind: 'genre-delta', genrekit: VERSION, base: checksumOf(base), parts: parts.settings };
  return encodeModel({ header, sections: parts.sections });
}

function joined(changes: readonly WeightChange[]) {
  return {
    counts: Uint32Array.from(changes, ({ columns }) => columns.length),
    columns: Uint32Array.from(changes.flatMap(({ columns }) => [...columns])),
    values: Float32Array.from(changes.flatMap(({ values }) => [...values])),
  };
}

/**
 * @param base - a model of binary relevance
 * @returns a number that another model is not likely to have: it sums up the genres, the terms and the weights, whichever
 * file they come from, but neither calibration nor thresholds
 */
export function checksumOf(base: FittedModel): number {
  const { strategy, features } = requireLinear(base);
  const terms = features.blocks.map(({ field, transform }) => [field, transform.vocabulary.terms]);
  const text = new TextEncoder().encode(canonicalJson([base.labels.names, terms], 'base', 8));
  const arrays = Object.entries(strategy.state().arrays).sort(([one], [other]) => (one < other ? -1 : 1));
  const sums = arrays.map(([, { buffer, byteOffset, byteLength }]) =>
    crc32(new Uint8Array(buffer, byteOffset, byteLength)),
  );
  return crc32(new TextEncoder().encode([crc32(text), ...sums].join()));
}
