import { beforeAll, describe, expect, it } from 'vitest';
import weights from '../attention.bin';
import { readWeights } from '../readWeights.ts';
import { expectDefaultGenres, expectOwnCopies, HORROR, ROMANCE, scoreOf } from '../testing/bundled.ts';
import { loadPretrained } from './loadPretrained.ts';

// Turning megabytes into a module takes the test runner seconds, whatever is then tested.
beforeAll(async () => {
  await loadPretrained();
}, 60_000);

describe('the bundled attention encoder', () => {
  it('tells the genres of the default weights, from a title, a plot, or both', async () => {
    const classifier = await loadPretrained();
    expect(classifier.options.strategy.id).toBe('attention');
    await expectDefaultGenres(classifier);
  });

  it('knows a horror plot from a love story, and how sure it is', async () => {
    const classifier = await loadPretrained();
    expect(scoreOf(classifier, 'Horror', HORROR)).toBeGreaterThan(
      scoreOf(classifier, 'Horror', ROMANCE) + 0.5,
    );
    expect(scoreOf(classifier, 'Romance', ROMANCE)).toBeGreaterThan(
      scoreOf(classifier, 'Romance', HORROR) + 0.5,
    );
    const spread = await classifier.predictWithUncertainty({ plot: HORROR }, { samples: 5 });
    expect(Math.max(...spread.map(({ standardDeviation }) => standardDeviation))).toBeGreaterThan(0);
  });

  it('is not changed by what a caller does with it', async () => {
    await expectOwnCopies(loadPretrained);
  });

  it('is saved as the same bytes', async () => {
    const classifier = await loadPretrained();
    expect((await classifier.toBytes()).length).toBe((await readWeights(weights)).length);
  });
});
