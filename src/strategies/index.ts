/**
 * Strategies beside binary relevance, which `genrekit` has already.
 *
 * @packageDocumentation
 */

export { ensembleOfChains } from './ChainEnsemble.ts';
export { classifierChain } from './ClassifierChain.ts';
export { labelPowerset } from './LabelPowersetOptions.ts';
export { mlKnn, mlKnnDefaults } from './MlKnnOptions.ts';
export { neighbourVote, neighbourVoteDefaults } from './NeighbourVoteOptions.ts';
export { svdIndex } from './reduced/svdIndex.ts';
export { svdKits } from './reduced/svdKits.ts';
export { decisionTreeDefaults } from './trees/DecisionTreeOptions.ts';
export { decisionTree, decisionTreeKit } from './trees/decisionTree.ts';
