import { binaryRelevance, type StrategySettings } from 'genrekit';
import { attention } from 'genrekit/attention';
import { classifierChain, decisionTree, labelPowerset, mlKnn } from 'genrekit/strategies';

/** A strategy that the page can train. */
interface Trainable {
  readonly id: string;
  readonly name: string;
  settings(): StrategySettings;
}

/** All of them, the default first. */
export const trainable: readonly Trainable[] = [
  { id: 'binary-relevance', name: 'Each genre by itself', settings: () => binaryRelevance() },
  { id: 'classifier-chain', name: 'Chain of genres', settings: () => classifierChain() },
  { id: 'label-powerset', name: 'Sets of genres', settings: () => labelPowerset() },
  { id: 'ml-knn', name: 'Most similar films', settings: () => mlKnn({ storesTitles: true }) },
  { id: 'decision-tree', name: 'Decision tree', settings: () => decisionTree() },
  { id: 'attention', name: 'Encoder, for thousands of films', settings: () => attention() },
];
