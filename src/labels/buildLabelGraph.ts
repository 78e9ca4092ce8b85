import { checkNumber, resolveOptions } from '../options.ts';
import type { LabelGraph, LabelGraphOptions, LabelImplication, LabelPair } from './LabelGraph.ts';
import type { LabelSet } from './LabelSet.ts';
import type { PairCounts } from './PairCounts.ts';

/** What is worth saying when nothing is asked for. */
export const labelGraphDefaults: LabelGraph['options'] = /* @__PURE__ */ Object.freeze({
  minSupport: 10,
  minProbability: 0.5,
  minLift: 1,
  minExpected: 10,
  maxLift: 0.1,
});

/**
 * @param labels - the labels
 * @param counts - of their pairs
 * @param given - what is worth saying
 * @throws GenrekitError `invalid-option`
 */
export function buildLabelGraph(labels: LabelSet, counts: PairCounts, given?: LabelGraphOptions): LabelGraph {
  const options = resolveOptions<LabelGraph['options']>('labelGraph', given, labelGraphDefaults);
  const { minSupport, minProbability, minLift, minExpected, maxLift } = options;
  checkNumber('labelGraph.minSupport', minSupport, { min: 1, isInteger: true });
  checkNumber('labelGraph.minProbability', minProbability, { min: 0, max: 1 });
  checkNumber('labelGraph.minLift', minLift, { min: 0 });
  checkNumber('labelGraph.minExpected', minExpected, { above: 0 });
  checkNumber('labelGraph.maxLift', maxLift, { min: 0 });
  const { names } = labels;
  const pairs: LabelPair[] = [];
  for (let a = 0; a < names.length; a++) {
    for (let b = a + 1; b < names.length; b++) {
      const pair = pairOf(names, counts, a, b);
      if (Math.min(pair.supportOfA, pair.supportOfB) >= minSupport) pairs.push(pair);
    }
  }
  const implications = pairs
    .flatMap(bothWays)
    .filter(({ probability, lift }) => probability >= minProbability && lift >= minLift);
  const contradictions = pairs.filter(({ expected, lift }) => expected >= minExpected && lift <= maxLift);
  return {
    options,
    labels: names.map((label, index) => {
      const cell = index * names.length + index;
      return { label, support: counts.together[cell]!, knownCount: counts.known[cell]! };
    }),
    pairs,
    implications: implications.sort((one, other) => other.probability - one.probability),
    contradictions: contradictions.sort((one, other) => other.expected - one.expected),
  };
}

function pairOf(names: readonly string[], { together, present, known }: PairCounts, a: number, b: number) {
  const [ab, ba] = [a * names.length + b, b * names.length + a];
  const [support, supportOfA, supportOfB, knownCount] = [
    together[ab]!,
    present[ab]!,
    present[ba]!,
    known[ab]!,
  ];
  const expected = (supportOfA * supportOfB) / knownCount;
  return {
    a: names[a]!,
    b: names[b]!,
    support,
    supportOfA,
    supportOfB,
    knownCount,
    expected,
    lift: support / expected,
    probabilityOfB: support / supportOfA,
    probabilityOfA: support / supportOfB,
  };
}

function bothWays(pair: LabelPair): LabelImplication[] {
  const { a, b, support, supportOfA, supportOfB, knownCount, lift, probabilityOfA, probabilityOfB } = pair;
  const ends = [
    [a, b, probabilityOfB, supportOfA, supportOfB],
    [b, a, probabilityOfA, supportOfB, supportOfA],
  ] as const;
  return ends.map(([from, to, probability, supportOfFrom, supportOfTo]) => ({
    from,
    to,
    probability,
    baseProbability: supportOfTo / knownCount,
    lift,
    support,
    supportOfFrom,
  }));
}
