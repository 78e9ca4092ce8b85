import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { decodeModel } from '../format/decodeModel.ts';
import type { SectionContent } from '../format/Section.ts';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { type LooseJson, tamper } from '../testing/tamper.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { refusalOf, spoilt, waysToSpoil } from './testing/spoil.ts';

const labels = ['Comedy', 'Drama', 'War'];
const classifier = await new GenreClassifier({
  foldCount: 2,
  labels,
  features: tfidf({
    title: [{ analyser: 'charWb', ngrams: [3, 3], minDf: 4 }],
    plot: [{ minDf: 4, ngrams: [1, 2] }],
  }),
  calibration: { method: 'isotonic' },
}).fit(await fixtureMovies(60));
const bytes = await classifier.toBytes({ isCompressed: false });
const smallBytes = await classifier.toBytes({ isCompressed: false, weights: 'int8' });

const movies = [
  { title: 'War' },
  { plot: 'A young man in the war.' },
  { title: 'War', plot: 'A man in the war.' },
];

/** What opening a model, or asking what it was trained on, is refused with. */
const refusal = (changed: Uint8Array) =>
  refusalOf(async () => {
    const opened = GenreClassifier.fromBytes(changed);
    await opened.inspect();
    return opened;
  });

/** All places of a header at which a value stands, as paths of keys. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 1) : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as LooseJson)[key], [...path, key]))];
}

function setAt(header: LooseJson, path: readonly (string | number)[], value: unknown): void {
  const last = path.at(-1)!;
  const parent = path.slice(0, -1).reduce((at, key) => at[key], header);
  if (value === undefined && Array.isArray(parent)) parent.splice(last as number, 1);
  else if (value === undefined) delete parent[last];
  else parent[last] = value;
}

const { header, sections } = decodeModel(bytes);
const paths = pathsOf(header).filter((path) => path.length > 0);

describe('a model whose header was changed', () => {
  it('is the model that it was, when nothing was', async () => {
    expect(await refusal(tamper(bytes, () => {}))).toBeUndefined();
    expect(await refusal(tamper(smallBytes, () => {}))).toBeUndefined();
  });

  const values = [undefined, null, true, -1, 1e300, '__proto__', [], { id: 'x' }];
  it.each(values.map((value) => [JSON.stringify(value) ?? 'nothing', value] as const))(
    'anywhere to %s is refused or sound',
    async (_, value) => {
      for (const path of paths) await refusal(tamper(bytes, (changed) => setAt(changed, path, value)));
    },
  );

  it('at a place that decides is refused', async () => {
    const mustBeThere = paths.filter(
      ([first, second]) => first !== 'genrekit' && !(first === 'options' && second),
    );
    const kept: string[] = [];
    for (const path of mustBeThere) {
      if ((await refusal(tamper(bytes, (changed) => setAt(changed, path, null)))) === undefined)
        kept.push(path.join('.'));
    }
    expect(kept).toEqual([]);
  });

  it.each<[string, string, unknown, RegExp]>([
    ['of no label', 'labels', [], /it has no labels/],
    ['of two labels in one', 'labels', ['Comedy,Drama', 'War'], /needs 'biases'|Expected the labels/],
    [
      'with labels in another order',
      'labels',
      ['War', 'Drama', 'Comedy'],
      /Expected the labels War, Drama, Comedy/,
    ],
    ['with other labels in its settings', 'options.labels', ['War'], /Expected the labels/],
    ['of another kind', 'kind', 'tokeniser', /it holds "tokeniser", not a genre-classifier/],
    ['of an unknown strategy', 'parts.strategy.id', 'oracle', /the strategy "oracle"/],
    ['with an unknown learner', 'parts.strategy.learner.kind', 'tree', /binary relevance|learner/],
    ['with an unknown setting', 'options.temperature', 1, /has no option "temperature"/],
    ['with a decoder that asks for too much', 'options.decoder', { kind: 'topK', k: 9 }, /labels, 3; got 9/],
    [
      'tuned for another objective than it says',
      'options.thresholds.objective',
      'macroF1',
      /not those for 'macroF1'/,
    ],
    ['without thresholds', 'parts.decision-plot.thresholds', [], /decision-plot has no thresholds/],
    [
      'with a decision under the name of another',
      'parts.decision-plot.shape',
      'title',
      /decision-plot is for "title"/,
    ],
    ['without features', 'parts.features0', undefined, /it has no features/],
    ['that reads another field', 'parts.features0.field', 'year', /features0 reads "year"/],
    [
      'that does not look at its own features',
      'options.fields',
      ['title'],
      /features of title and plot, but other/,
    ],
    ['with a block of no weight', 'parts.features0.weight', 0, /features0 has the weight 0/],
    [
      'with a block of far too much weight',
      'parts.features0.weight',
      1e300,
      /weight of .* must be .* at most 1000000/,
    ],
    [
      'with too few documents',
      'parts.features1.documentCount',
      3,
      /in no document, or in more than there are/,
    ],
    [
      'with n-grams out of range',
      'parts.features1.options.ngrams',
      [1, 1e9],
      /ngrams\[1\] must be a whole number/,
    ],
    ['with too few supports', 'summary.supports', [1, 2], /one support a label/],
    ['with a support below 0', 'summary.supports', [1, 2, -1], /one support a label/],
    ['with another number of features', 'summary.featureCount', 7, /of which its summary knows nothing/],
    ['with quality of no shape', 'summary.outOfFold.year', { sampleCount: 1 }, /must tell .* for 'year'/],
    ['with quality that is no number', 'summary.outOfFold.plot.ece', 'good', /must tell .* for 'plot'/],
  ])('%s is refused', async (_, path, value, message) => {
    expect(await refusal(tamper(bytes, (changed) => setAt(changed, path.split('.'), value)))).toMatch(
      message,
    );
  });

  it('so that no decision is left is refused', async () => {
    const changed = tamper(bytes, ({ parts }) => {
      for (const shape of ['title-plot', 'title', 'plot']) delete parts[`decision-${shape}`];
    });
    expect(await refusal(changed)).toMatch(/it has no calibration/);
  });
});

describe('a model whose sections were changed', () => {
  const names = [...sections.keys()];
  it.each(waysToSpoil)('any of them %s is refused or sound', async (how) => {
    for (const file of [bytes, smallBytes]) {
      for (const name of decodeModel(file).sections.keys()) await refusal(spoilt(file, name, how));
    }
  });

  it.each(['removed', 'emptied', 'made bytes', 'made text'])('any of them %s is refused', async (how) => {
    for (const name of names) expect(await refusal(spoilt(bytes, name, how)), name).toBeDefined();
  });

  it('by further ones with names that every object has is what it was', async () => {
    const changed = tamper(bytes, (_header, own) => {
      for (const name of ['strategy/__proto__', 'strategy/constructor', 'labelSets/__proto__']) {
        own.set(name, { type: 'f32', data: Float32Array.of(1) });
      }
    });
    expect(await refusal(changed)).toBeUndefined();
    expect(GenreClassifier.fromBytes(changed).predictProbaAll(movies)).toEqual(
      classifier.predictProbaAll(movies),
    );
  });
});

describe('a model whose numbers were changed', () => {
  const numeric = [...sections].filter(([, { type }]) => type !== 'text').map(([name]) => name);

  it('at any one place is refused or sound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...numeric),
        fc.nat(),
        fc.constantFrom(0, 1, -1, 0.5, 255, 65535, 1e9, -1e30, 1e300),
        async (name, place, value) => {
          const changed = tamper(bytes, (_header, own) => {
            const section = own.get(name)!;
            const data = (section.data as Float64Array).slice();
            data[place % data.length] = section.type === 'f32' ? Math.min(3e38, value) : value;
            own.set(name, { type: section.type, data } as SectionContent);
          });
          await refusal(changed);
        },
      ),
      { numRuns: 100, seed: 3 },
    );
  });
});

describe('the options of fromBytes', () => {
  it.each<[string, unknown, RegExp]>([
    ['none', null, /The options of fromBytes must be an object; got null/],
    ['a name that is none', { analyzers: [] }, /fromBytes has no option "analyzers"/],
    [
      'a limit that is none',
      { maxBytes: '1MB' },
      /fromBytes\.maxBytes must be a whole number at least 0; got "1MB"/,
    ],
  ])('are refused as %s', async (_, options, message) => {
    const error = await caught(() => GenreClassifier.fromBytes(bytes, options as never));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });

  it('limit the memory that a model may ask for', async () => {
    const error = await caught(() => GenreClassifier.fromBytes(bytes, { maxBytes: 1000 }));
    expect(error.code).toBe('invalid-model');
    expect(error.message).toMatch(/The model is too large.*above the limit of 1000/);
  });
});
