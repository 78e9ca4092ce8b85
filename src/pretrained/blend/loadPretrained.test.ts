import { beforeAll, describe, expect, it } from 'vitest';
import { blendKit } from '../../blend/index.ts';
import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { crc32 } from '../../format/crc32.ts';
import { decodeModel } from '../../format/decodeModel.ts';
import { attentionKit } from '../../strategies/attention/index.ts';
import type { BlendSettings } from '../../strategies/blend/BlendSettings.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import type { LooseJson } from '../../testing/tamper.ts';
import { loadPretrained as loadAttention } from '../attention/loadPretrained.ts';
import attentionWeights from '../attention.bin';
import weights from '../blend.bin';
import defaultWeights from '../default.bin';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';
import { readWeights } from '../readWeights.ts';
import { loadPretrained } from './loadPretrained.ts';

// Turning megabytes into a module takes the test runner seconds, whatever is then tested.
beforeAll(async () => {
  await loadPretrained();
}, 60_000);

describe('the bundled blend', () => {
  it('was made of the bundled models as they are', async () => {
    const { header, sections } = decodeModel(await readWeights(weights));
    const files = await Promise.all([defaultWeights, attentionWeights].map(readWeights));
    const { checksums } = (header as LooseJson).parts.features;
    expect(checksums).toEqual({ default: crc32(files[0]!), attention: crc32(files[1]!) });
    expect([...sections.keys()].filter((name) => name.startsWith('features/'))).toEqual([]);
  });

  it('ranks genres by what both of its members say', async () => {
    const [both, linear, encoder] = await Promise.all([loadPretrained(), loadDefault(), loadAttention()]);
    expect([both.labels, both.catalogues]).toEqual([linear.labels, linear.catalogues]);
    const { means, scales } = both.model.strategy.state().arrays as Record<string, Float64Array>;
    const { weights } = both.options.strategy as BlendSettings;
    for (const movie of await fixtureMovies(20)) {
      const raw = [linear, encoder].map(({ model }) =>
        model.strategy.scores(model.features.transform([movie])),
      );
      const found = both.model.strategy.scores(both.model.features.transform([movie])).values;
      both.labels.forEach((_, label) => {
        const part = (member: 0 | 1) => {
          const column = member * both.labels.length + label;
          return (weights[member]! * (raw[member]!.values[label]! - means![column]!)) / scales![column]!;
        };
        expect(found[label]).toBeCloseTo(part(0) + part(1), 9);
      });
    }
  });

  it('tells genres from a title, a plot, or both', async () => {
    const classifier = await loadPretrained();
    for (const { title, plot } of await fixtureMovies(20))
      for (const movie of [{ title }, { plot }, { title, plot }])
        for (const genre of classifier.predict(movie)) expect(classifier.labels).toContain(genre);
  });

  it('weighs what an answer rests on by the words that its default half knows', async () => {
    const [both, linear] = await Promise.all([loadPretrained(), loadDefault()]);
    for (const movie of [{ plot: 'A detective hunts a killer through the city.' }, { title: 'Xqzzt' }]) {
      const { evidence } = await both.predictDetailed(movie);
      expect(evidence).toEqual((await linear.predictDetailed(movie)).evidence);
    }
  });

  it('can be saved with its members in one file', async () => {
    const classifier = await loadPretrained();
    const bytes = await classifier.toBytes();
    const opened = await GenreClassifier.open(bytes, { strategies: [blendKit, attentionKit] });
    const movies = await fixtureMovies(20);
    expect(opened.predictProbaAll(movies)).toEqual(classifier.predictProbaAll(movies));
    expect(bytes.length).toBeLessThan(3e6);
  });
});
