import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPretrained as loadAttention } from '../attention/loadPretrained.ts';
import { loadPretrained as loadBlend } from '../blend/loadPretrained.ts';
import { loadPretrained as loadChain } from '../chain/loadPretrained.ts';
import { loadPretrained } from '../loadPretrained.ts';
import { loadPretrained as loadMlKnn } from '../ml-knn/loadPretrained.ts';
import { modelCard } from './modelCard.ts';

const page = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

describe('the model card', () => {
  it.each([
    ['default', loadPretrained],
    ['attention', loadAttention],
    ['blend', loadBlend],
    ['chain', loadChain],
    ['ml-knn', loadMlKnn],
  ])('agrees with the weights of %s', async (_, load) => {
    const classifier = await load();
    const { training } = await classifier.inspect({ wordCount: 0 });
    expect(modelCard.genres).toEqual(classifier.labels);
    expect(modelCard.catalogues.map(({ name }) => name)).toEqual(classifier.catalogues);
    expect(modelCard.sampleCount).toBe(training.sampleCount);
    expect(modelCard.version).toBe(training.version);
    const support = (genre: string) => training.supports[classifier.labels.indexOf(genre)];
    expect(modelCard.limits.join()).toContain(`${support('Film-Noir')} and ${support('Musical')} films`);
  });

  it('tells the quality that was measured on test rows', () => {
    const table = /<!-- pretrained default -->([\s\S]*?)<!-- end/.exec(page('bench/RESULTS.md'))![1]!;
    const measured = [...table.matchAll(/^\| (\S+) +\| title\+plot \|(.*)\|$/gm)].map(([, name, cells]) => {
      const [testCount, , microF1, macroF1, , ece] = cells!.split('|').map(Number);
      return { name: name === 'streaming' ? 'stream' : name!, testCount, microF1, macroF1, ece };
    });
    expect(measured.length).toBe(modelCard.catalogues.length);
    for (const { name, testCount, microF1, macroF1, ece } of measured) {
      const card = modelCard.catalogues.find((own) => own.name === name)!;
      expect(card.testCount).toBe(testCount);
      expect(Math.abs(card.microF1 - microF1!)).toBeLessThanOrEqual(0.00051);
      expect(Math.abs(card.macroF1 - macroF1!)).toBeLessThanOrEqual(0.00051);
      expect(Math.abs(card.ece - ece!)).toBeLessThanOrEqual(0.00051);
    }
  });

  it('is plain, and frozen all through', () => {
    expect(JSON.parse(JSON.stringify(modelCard))).toEqual(modelCard);
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(modelCard)).toBe(true);
  });
});
