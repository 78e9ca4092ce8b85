import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { ensembleOfChains } from '../strategies/ChainEnsemble.ts';
import { classifierChain } from '../strategies/ClassifierChain.ts';
import { feedForward } from '../strategies/feedForward/feedForward.ts';
import { labelPowerset } from '../strategies/LabelPowersetOptions.ts';
import { mlKnn } from '../strategies/MlKnnOptions.ts';
import { neighbourVote } from '../strategies/NeighbourVoteOptions.ts';
import { svdIndex } from '../strategies/reduced/svdIndex.ts';
import { createStrategy } from '../strategies/registry.ts';
import { decisionTree } from '../strategies/trees/decisionTree.ts';
import { caught } from '../testing/caught.ts';
import { addStrategyOptions, type StrategyFlags, strategyOf } from './strategyFlags.ts';

/** What the words of a command line ask for. */
function asked(words: string) {
  const command = addStrategyOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  command.parse(words.split(' ').filter(Boolean), { from: 'user' });
  return strategyOf(command.opts<StrategyFlags>());
}

describe('the flags of strategies', () => {
  it.each([
    ['', binaryRelevance()],
    ['--c 0.5', binaryRelevance({ learner: linearSvm({ c: 0.5 }) })],
    [
      '--learner logistic --balanced',
      binaryRelevance({ learner: logisticRegression({ c: 2, classWeight: 'balanced' }) }),
    ],
    ['--strategy classifier-chain', classifierChain()],
    [
      '--strategy classifier-chain --chain-order random --chain-features true-labels --chain-values labels --chain-scale 2',
      classifierChain({ order: 'random', chainFeatures: 'trueLabels', chainValues: 'labels', chainScale: 2 }),
    ],
    [
      '--strategy classifier-chain --chain-order Drama,Sci-Fi',
      classifierChain({ order: ['Drama', 'Sci-Fi'] }),
    ],
    ['--strategy chain-ensemble --count 3', ensembleOfChains({ count: 3 })],
    ['--strategy ml-knn --dimensions 32', mlKnn({ index: svdIndex({ dimensions: 32 }) })],
    [
      '--strategy feed-forward --dimensions 32 --dropout 0.2 --epochs 3 --batch-size 8 --learning-rate 0.01',
      feedForward({
        ...{ svd: { dimensions: 32 }, dropout: 0.2 },
        training: { epochs: 3, batchSize: 8, learningRate: 0.01 },
      }),
    ],
    [
      '--strategy ml-knn --k 10 --smoothing 0.5 --weighting none --store-titles',
      mlKnn({ k: 10, smoothing: 0.5, weighting: 'none', storesTitles: true }),
    ],
    ['--strategy neighbour-vote --weighting uniform', neighbourVote({ weighting: 'uniform' })],
    [
      '--strategy label-powerset --min-count 5 --sharpness 3 --c 1',
      labelPowerset({ minCount: 5, sharpness: 3, learner: linearSvm({ c: 1 }) }),
    ],
    [
      '--strategy decision-tree --max-depth 50 --min-samples-split 5 --min-samples-leaf 2 --smoothing 3',
      decisionTree({ maxDepth: 50, minSamplesSplit: 5, minSamplesLeaf: 2, smoothing: 3 }),
    ],
    [
      '--strategy decision-tree --max-features sqrt --min-impurity-decrease 0.001 --count 5 --bootstrap',
      decisionTree({ maxFeatures: 'sqrt', minImpurityDecrease: 0.001, count: 5, hasBootstrap: true }),
    ],
    [
      '--strategy decision-tree --max-features 40 --per-genre',
      decisionTree({ maxFeatures: 40, isPerLabel: true }),
    ],
  ])('%s', (words, settings) => {
    expect(asked(words)).toEqual(settings);
    expect(createStrategy(asked(words)).settings).toEqual(settings);
  });

  it.each([
    ['--strategy magic', /--strategy must be one of .*; got 'magic'/],
    ['--strategy __proto__', /--strategy must be one of/],
    ['--k 5', /--k belongs to ml-knn, neighbour-vote; the strategy is binary-relevance/],
    ['--strategy ml-knn --learner svm', /--learner belongs to binary-relevance, classifier-chain/],
    ['--strategy neighbour-vote --smoothing 2', /--smoothing belongs to ml-knn/],
    ['--max-depth 3', /--max-depth belongs to decision-tree/],
    ['--strategy decision-tree --max-features some', /decisionTree.maxFeatures must be/],
    ['--learner forest', /--learner must be svm or logistic; got 'forest'/],
    ['--strategy ml-knn --weighting uniform', /mlKnn.weighting must be one of/],
    ['--strategy classifier-chain --chain-features none', /chainFeatures must be one of/],
  ])('refuse %s', async (words, message) => {
    const error = await caught(() => asked(words));
    expect(error).toMatchObject({ code: 'invalid-option' });
    expect(error.message).toMatch(message);
  });
});
