import { GenrekitError } from '../errors.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { malformedModel, unsupportedModel } from '../format/modelErrors.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { type AddedGenre, MAX_ADDED_GENRES, type WeightChange } from './Adaptation.ts';
import { applyAdaptation } from './applyAdaptation.ts';
import type { FittedModel } from './FittedModel.ts';
import { PartReader, requireList } from './modelParts.ts';
import { checksumOf } from './writeDelta.ts';

/**
 * Applies a delta, checking everything before anything is built from it.
 *
 * @param base - the model that it belongs to
 * @param bytes - what `deltaToBytes` gave
 * @throws GenrekitError as `GenreClassifier.applyDelta`
 */
export function readDelta(base: FittedModel, bytes: Uint8Array | ArrayBuffer): FittedModel {
  if (base.adaptation !== undefined) {
    throw new GenrekitError(
      'unsupported-model',
      'A delta belongs to a classifier as it was fitted or opened, and this one was adapted; call undoAdaptations() first.',
    );
  }
  const decoded = decodeModel(bytes);
  const { kind, base: checksum } = decoded.header;
  if (kind !== 'genre-delta') throw unsupportedModel(`it holds ${JSON.stringify(kind)}, not a genre-delta`);
  if (checksum !== checksumOf(base)) {
    throw new GenrekitError(
      'unsupported-model',
      'The delta was made for another model: genres, terms or weights differ. Open the model that was adapted, in the ' +
        'same precision of weights.',
    );
  }
  const parts = new PartReader(decoded);
  const genres = readGenres(base, parts);
  const labels = new LabelSet([...base.labels.names, ...genres.map(({ label }) => label)]);
  const changes = readChanges(parts, 'changes', base);
  if (changes.some(({ label }) => labels.find(label) < 0))
    throw malformedModel('it changes an unknown genre');
  return applyAdaptation({ base, genres, changes });
}

function readGenres(base: FittedModel, parts: PartReader): AddedGenre[] {
  const changes = readChanges(parts, 'genres', base);
  const count = changes.length;
  if (count > MAX_ADDED_GENRES) throw malformedModel(`it adds ${count} genres, above ${MAX_ADDED_GENRES}`);
  if (changes.some(({ label }) => base.labels.find(label) >= 0))
    throw malformedModel('it adds a known genre');
  const shapes = [...base.decisions.keys()];
  if (String(requireList(parts.settings('genres').shapes, 'genres.shapes')) !== String(shapes))
    throw malformedModel('it has curves for other shapes of input than the model');
  const width = base.labels.size;
  const supports = parts.section('genres', 'supports', 'u32', count);
  const links = parts.section('genres', 'links', 'f64', count * width);
  const curves = parts.section('genres', 'curves', 'f64', count * shapes.length * 2);
  if (curves.some((value, at) => at % 2 === 0 && value < 0))
    throw malformedModel('it has a curve that falls');
  return changes.map((change, genre) => ({
    ...change,
    support: supports[genre]!,
    links: links.slice(genre * width, (genre + 1) * width),
    curves: new Map(
      shapes.map((shape, at) => {
        const first = (genre * shapes.length + at) * 2;
        return [shape, [curves[first]!, curves[first + 1]!]];
      }),
    ),
  }));
}

/** Labels without a repeat, each with ascending columns within the features. */
function readChanges(parts: PartReader, name: string, base: FittedModel): WeightChange[] {
  const given = requireList(parts.settings(name).labels, `${name}.labels`) as string[];
  const names = labelsOf(given);
  const counts = parts.section(name, 'counts', 'u32', names.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const columns = parts.section(name, 'columns', 'u32', total);
  const values = parts.section(name, 'values', 'f32', total);
  let end = 0;
  return names.map((label, index) => {
    const start = end;
    end += counts[index]!;
    const own = columns.slice(start, end);
    const isAscending = own.every(
      (column, i) => column < base.features.columnCount && (i === 0 || column > own[i - 1]!),
    );
    if (!isAscending)
      throw malformedModel(`the columns of ${JSON.stringify(label)} do not ascend within the features`);
    return { label, columns: own, values: values.slice(start, end) };
  });
}

function labelsOf(names: readonly string[]): readonly string[] {
  try {
    return new LabelSet(names).names;
  } catch (cause) {
    throw malformedModel('its genres are not distinct names', cause);
  }
}
