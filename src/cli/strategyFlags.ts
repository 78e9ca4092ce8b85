import type { Command } from 'commander';
import { GenrekitError } from '../errors.ts';
import type { BinaryLearner } from '../learners/BinaryLearner.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { attention } from '../strategies/attention/attention.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { ensembleOfChains } from '../strategies/ChainEnsemble.ts';
import { classifierChain } from '../strategies/ClassifierChain.ts';
import { feedForward } from '../strategies/feedForward/feedForward.ts';
import { labelPowerset } from '../strategies/LabelPowersetOptions.ts';
import { mlKnn } from '../strategies/MlKnnOptions.ts';
import { neighbourVote } from '../strategies/NeighbourVoteOptions.ts';
import { svdIndex } from '../strategies/reduced/svdIndex.ts';
import type { StrategySettings } from '../strategies/registry.ts';
import { decisionTree } from '../strategies/trees/decisionTree.ts';
import { parseInteger, parsePositive, parseShare } from './options.ts';

/** The flags that say what strategy to fit, as they come from the command line; all but the name may be absent. */
export interface StrategyFlags {
  readonly strategy: string;
  readonly learner?: string;
  readonly c?: number;
  readonly balanced?: boolean;
  readonly chainOrder?: string;
  readonly chainFeatures?: string;
  readonly chainValues?: string;
  readonly chainScale?: number;
  readonly count?: number;
  readonly k?: number;
  readonly smoothing?: number;
  readonly weighting?: string;
  readonly storeTitles?: boolean;
  readonly dimensions?: number;
  readonly minCount?: number;
  readonly sharpness?: number;
  readonly maxDepth?: number;
  readonly minSamplesSplit?: number;
  readonly minSamplesLeaf?: number;
  readonly maxFeatures?: string;
  readonly minImpurityDecrease?: number;
  readonly perGenre?: boolean;
  readonly bootstrap?: boolean;
  readonly width?: number;
  readonly layers?: number;
  readonly heads?: number;
  readonly dropout?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly embeddingLearningRate?: number;
  readonly titleDropout?: number;
  readonly plotDropout?: number;
  readonly checkpoint?: string;
}

type FlagName = Exclude<keyof StrategyFlags, 'strategy'>;

/** A strategy on the command line: the flags that belong to it, and how they make its settings. */
interface StrategyEntry {
  readonly flags: readonly FlagName[];
  make(flags: StrategyFlags): StrategySettings;
}

const LEARNER_FLAGS = ['learner', 'c', 'balanced'] as const;
const ENCODER_FLAGS = ['width', 'layers', 'heads', 'dropout'] as const;
const EPOCH_FLAGS = ['epochs', 'batchSize', 'learningRate'] as const;
const TRAINING_FLAGS = [
  ...EPOCH_FLAGS,
  ...(['embeddingLearningRate', 'titleDropout', 'plotDropout'] as const),
] as const;
const NEIGHBOUR_FLAGS = ['weighting', 'storeTitles', 'dimensions'] as const;
const CHAIN_FLAGS = [...LEARNER_FLAGS, 'chainOrder', 'chainFeatures', 'chainValues', 'chainScale'] as const;

const TREE_FLAGS = [
  ...(['maxDepth', 'minSamplesSplit', 'minSamplesLeaf', 'maxFeatures', 'minImpurityDecrease'] as const),
  ...(['smoothing', 'perGenre', 'count', 'bootstrap'] as const),
];

/** Every strategy that `--strategy` names; a new one joins by an entry, and by its flags below. */
const STRATEGIES: Readonly<Record<string, StrategyEntry>> = {
  'binary-relevance': {
    flags: LEARNER_FLAGS,
    make: (flags) => binaryRelevance(given({ learner: learnerOf(flags) })),
  },
  'classifier-chain': { flags: CHAIN_FLAGS, make: (flags) => classifierChain(chainOptions(flags)) },
  'chain-ensemble': {
    flags: [...CHAIN_FLAGS, 'count'],
    make: (flags) => ensembleOfChains({ ...chainOptions(flags), ...given({ count: flags.count }) }),
  },
  'ml-knn': {
    flags: ['k', 'smoothing', ...NEIGHBOUR_FLAGS],
    make: (flags) =>
      mlKnn({
        ...neighbourOptions(flags),
        ...given({ weighting: flags.weighting as 'none' | undefined }),
        ...picked(flags, ['k', 'smoothing']),
      }),
  },
  'neighbour-vote': {
    flags: ['k', ...NEIGHBOUR_FLAGS],
    make: (flags) =>
      neighbourVote({
        ...neighbourOptions(flags),
        ...given({ weighting: flags.weighting as 'uniform' | undefined }),
        ...picked(flags, ['k']),
      }),
  },
  'label-powerset': {
    flags: [...LEARNER_FLAGS, 'minCount', 'sharpness'],
    make: (flags) =>
      labelPowerset(
        given({ learner: learnerOf(flags), minCount: flags.minCount, sharpness: flags.sharpness }),
      ),
  },
  'decision-tree': { flags: TREE_FLAGS, make: (flags) => decisionTree(treeOptions(flags)) },
  attention: {
    flags: [...ENCODER_FLAGS, ...TRAINING_FLAGS, 'checkpoint'],
    make: (flags) => attention({ ...picked(flags, ENCODER_FLAGS), training: picked(flags, TRAINING_FLAGS) }),
  },
  'feed-forward': {
    flags: ['dimensions', 'dropout', ...EPOCH_FLAGS],
    make: (flags) =>
      feedForward({
        ...picked(flags, ['dropout']),
        svd: picked(flags, ['dimensions']),
        training: picked(flags, EPOCH_FLAGS),
      }),
  },
};

/** Adds `--strategy` and the flags of all strategies to a command. */
export function addStrategyOptions(command: Command): Command {
  return command
    .option('--strategy <name>', Object.keys(STRATEGIES).join(', '), 'binary-relevance')
    .option('--learner <name>', 'svm or logistic; svm unless given')
    .option('--c <number>', 'closeness to the training rows against smallness of the weights', parsePositive)
    .option('--balanced', 'let rare genres count as much as frequent ones')
    .option('--chain-order <order>', 'chains: frequency, given, random, or genres separated by commas')
    .option('--chain-features <kind>', 'chains: out-of-fold or true-labels')
    .option('--chain-values <kind>', 'chains: probabilities or labels')
    .option('--chain-scale <number>', 'chains: how loudly earlier genres speak', parsePositive)
    .option('--count <n>', 'chain-ensemble, decision-tree: how many chains, how many trees', parseInteger(1))
    .option('--k <n>', 'ml-knn, neighbour-vote: how many neighbours', parseInteger(1))
    .option(
      '--smoothing <number>',
      'ml-knn: what is added to every count; decision-tree: how many movies the node above counts for',
      parsePositive,
    )
    .option('--weighting <kind>', 'ml-knn: none or similarity; neighbour-vote: uniform or similarity')
    .option('--store-titles', 'ml-knn, neighbour-vote: keep titles, to name the neighbours that decided')
    .option(
      '--dimensions <n>',
      'ml-knn, neighbour-vote: look among rows reduced to so many numbers; feed-forward: numbers of its input',
      parseInteger(1),
    )
    .option('--min-count <n>', 'label-powerset: the fewest movies of a set that is not pruned', parsePositive)
    .option(
      '--sharpness <number>',
      'label-powerset: how decided the probabilities of sets are',
      parsePositive,
    )
    .option('--max-depth <n>', 'decision-tree: the most questions from root to leaf', parseInteger(1))
    .option('--min-samples-split <number>', 'decision-tree: the fewest movies to split', parsePositive)
    .option('--min-samples-leaf <number>', 'decision-tree: the fewest movies of a leaf', parsePositive)
    .option('--max-features <n>', 'decision-tree: features to choose each question from, sqrt or all')
    .option('--min-impurity-decrease <number>', 'decision-tree: the least gain of a question', parsePositive)
    .option('--per-genre', 'decision-tree: a tree for each genre')
    .option('--bootstrap', 'decision-tree: draw the movies of each tree anew')
    .option('--width <n>', 'attention: numbers a word', parseInteger(1))
    .option('--layers <n>', 'attention: layers in which words look at each other', parseInteger(0))
    .option('--heads <n>', 'attention: ways in which they do', parseInteger(1))
    .option('--dropout <share>', 'attention, feed-forward: numbers left out while training', parseShare)
    .option('--epochs <n>', 'attention, feed-forward: times that all movies are read', parseInteger(1))
    .option('--batch-size <n>', 'attention, feed-forward: movies a step', parseInteger(1))
    .option('--learning-rate <number>', 'attention, feed-forward: highest learning rate', parsePositive)
    .option('--embedding-learning-rate <number>', 'attention: the same, of word vectors', parsePositive)
    .option('--title-dropout <share>', 'attention: readings without the title', parseShare)
    .option('--plot-dropout <share>', 'attention: readings without the plot', parseShare)
    .option(
      '--checkpoint <file>',
      'attention: written after each epoch; if it is there, training goes on from it',
    );
}

/**
 * @param flags - from the command line
 * @returns the settings of the strategy that they name
 * @throws GenrekitError `invalid-option` for an unknown strategy, a flag of another one, or a bad value
 */
export function strategyOf(flags: StrategyFlags): StrategySettings {
  const { strategy, ...others } = flags;
  const names = Object.keys(STRATEGIES);
  if (!Object.hasOwn(STRATEGIES, strategy)) {
    throw new GenrekitError(
      'invalid-option',
      `--strategy must be one of ${names.join(', ')}; got '${strategy}'.`,
    );
  }
  const entry = STRATEGIES[strategy]!;
  const known = new Set(Object.values(STRATEGIES).flatMap((one) => one.flags));
  for (const [name, value] of Object.entries(others) as [FlagName, unknown][]) {
    if (value === undefined || !known.has(name) || entry.flags.includes(name)) continue;
    const owners = names.filter((owner) => STRATEGIES[owner]!.flags.includes(name));
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new GenrekitError(
      'invalid-option',
      `--${flag} belongs to ${owners.join(', ')}; the strategy is ${strategy}. Drop the flag or choose another strategy.`,
    );
  }
  return entry.make(flags);
}

/** What both strategies of neighbours share. */
function neighbourOptions({ storeTitles, dimensions }: StrategyFlags) {
  return given({
    storesTitles: storeTitles,
    index: dimensions === undefined ? undefined : svdIndex({ dimensions }),
  });
}

function chainOptions(flags: StrategyFlags) {
  const { chainOrder, chainFeatures, chainValues, chainScale } = flags;
  const isList = chainOrder !== undefined && !['frequency', 'given', 'random'].includes(chainOrder);
  return given({
    learner: learnerOf(flags),
    order: isList ? chainOrder.split(',').map((name) => name.trim()) : (chainOrder as 'given' | undefined),
    chainFeatures: camelCase(chainFeatures) as 'outOfFold' | undefined,
    chainValues: chainValues as 'labels' | undefined,
    chainScale,
  });
}

function treeOptions(flags: StrategyFlags) {
  const { maxFeatures, perGenre, bootstrap } = flags;
  const { maxDepth, minSamplesSplit, minSamplesLeaf, minImpurityDecrease, smoothing, count } = flags;
  const isNumber = maxFeatures !== undefined && /^\d+$/.test(maxFeatures);
  return given({
    ...{ maxDepth, minSamplesSplit, minSamplesLeaf, minImpurityDecrease, smoothing, count },
    maxFeatures: isNumber ? Number(maxFeatures) : (maxFeatures as 'sqrt' | undefined),
    isPerLabel: perGenre,
    hasBootstrap: bootstrap,
  });
}

/** `undefined` leaves the learner to the strategy. */
function learnerOf({ learner, c, balanced }: StrategyFlags): BinaryLearner | undefined {
  if (learner === undefined && c === undefined && balanced === undefined) return undefined;
  const shared = { classWeight: balanced ? ('balanced' as const) : ('none' as const) };
  switch (learner ?? 'svm') {
    case 'svm':
      return linearSvm({ c: c ?? 0.1, ...shared });
    case 'logistic':
      return logisticRegression({ c: c ?? 2, ...shared });
    default:
      throw new GenrekitError('invalid-option', `--learner must be svm or logistic; got '${learner}'.`);
  }
}

/** Options that were given; the others keep their defaults. Their values are checked by the strategy. */
function given<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** The flags of a list that were given. */
function picked<Name extends FlagName>(flags: StrategyFlags, names: readonly Name[]) {
  return given(Object.fromEntries(names.map((name) => [name, flags[name]])) as Pick<StrategyFlags, Name>);
}

function camelCase(text: string | undefined): string | undefined {
  return text?.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
