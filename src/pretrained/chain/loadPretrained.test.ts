import { describe, expect, it } from 'vitest';
import { ClassifierChain } from '../../strategies/ClassifierChain.ts';
import weights from '../chain.bin';
import { readWeights } from '../readWeights.ts';
import { expectDefaultGenres, expectOwnCopies, HORROR, ROMANCE, scoreOf } from '../testing/bundled.ts';
import { loadPretrained } from './loadPretrained.ts';

describe('the bundled chain', () => {
  it('tells the genres of the default weights, from a title, a plot, or both', async () => {
    const catalogue = 'imdb-popular';
    await expectDefaultGenres(await loadPretrained(), [
      { objective: 'microF1', catalogue },
      { objective: 'macroF1', catalogue },
    ]);
  });

  it('knows a horror plot from a love story, and what that rests on', async () => {
    const classifier = await loadPretrained();
    expect(scoreOf(classifier, 'Horror', HORROR)).toBeGreaterThan(
      scoreOf(classifier, 'Horror', ROMANCE) + 0.5,
    );
    expect(scoreOf(classifier, 'Romance', ROMANCE)).toBeGreaterThan(
      scoreOf(classifier, 'Romance', HORROR) + 0.5,
    );
    expect((await classifier.predictDetailed({ plot: HORROR })).evidence?.level).toBe('enough');
  });

  it('shows what genres add to those after them, and links no genre to one before it', async () => {
    const classifier = await loadPretrained();
    const { strategy } = classifier.model;
    if (!(strategy instanceof ClassifierChain)) throw new Error('The strategy is no chain.');
    const order = [...strategy.order];
    const width = classifier.labels.length;
    for (let later = 0; later < width; later++)
      for (let earlier = later; earlier < width; earlier++)
        expect(strategy.linkOf(order[earlier]!, order[later]!)).toBe(0);
    const last = classifier.labels[order.at(-1)!]!;
    const { links, words, bias, rawScore } = await classifier.explain({ plot: HORROR }, last);
    expect(links.length).toBe(width - 1);
    const parts = [...links, ...words].reduce((sum, { value }) => sum + value, bias);
    expect(Math.abs(parts - rawScore)).toBeLessThan(1e-9);
  });

  it('is not changed by what a caller does with it, and is saved as the same bytes', async () => {
    const { classifier } = await expectOwnCopies(loadPretrained);
    expect((await classifier.toBytes()).length).toBe((await readWeights(weights)).length);
  });
});
