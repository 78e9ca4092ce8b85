import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { labelCardinality, labelDensity } from './labelCardinality.ts';
import { multilabelConfusion } from './multilabelConfusion.ts';

const rows = LabelMatrix.fromRows([
  [1, 1, 0],
  [0, 1, 0],
  [0, 0, 0],
]);
const masked = new LabelMatrix(rows.labels, 3, rows.values, Uint8Array.of(1, 1, 1, 1, 0, 1, 0, 0, 0));

describe('label cardinality and density', () => {
  it('count labels a sample and their share of cells', () => {
    expect(labelCardinality(rows)).toBe(1);
    expect(labelDensity(rows)).toBe(1 / 3);
  });

  it('count known cells only, and no sample of which nothing is known', () => {
    expect(labelCardinality(masked)).toBe(1);
    expect(labelDensity(masked)).toBe(2 / 5);
  });
});

describe('multilabel confusion', () => {
  it('counts each label over the samples on which it is known', () => {
    const predicted = LabelMatrix.fromRows([
      [1, 0, 1],
      [1, 0, 0],
      [1, 1, 1],
    ]);
    expect(multilabelConfusion(masked, predicted)).toEqual([
      { label: 'label0', trueNegatives: 0, falsePositives: 1, falseNegatives: 0, truePositives: 1 },
      { label: 'label1', trueNegatives: 0, falsePositives: 0, falseNegatives: 1, truePositives: 0 },
      { label: 'label2', trueNegatives: 1, falsePositives: 1, falseNegatives: 0, truePositives: 0 },
    ]);
  });
});
