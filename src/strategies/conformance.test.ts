import { describe, expect, it } from 'vitest';
import type { Features, SparseFeatures } from '../features/Features.ts';
import { selectFeatures as select } from '../features/selectFeatures.ts';
import { TokenRows } from '../features/TokenRows.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { attention, attentionKit } from './attention/attention.ts';
import { binaryRelevance } from './BinaryRelevance.ts';
import { ensembleOfChains } from './ChainEnsemble.ts';
import { classifierChain } from './ClassifierChain.ts';
import { condensedIndex } from './condensed/condensedIndex.ts';
import { condensedKits } from './condensed/condensedKits.ts';
import { feedForward, feedForwardKit } from './feedForward/index.ts';
import { labelPowerset } from './LabelPowersetOptions.ts';
import { mlKnn } from './MlKnnOptions.ts';
import { neighbourVote } from './NeighbourVoteOptions.ts';
import { svdIndex } from './reduced/svdIndex.ts';
import { svdKits } from './reduced/svdKits.ts';
import { createStrategy, restoreStrategy, type StrategySettings } from './registry.ts';
import type { Strategy } from './Strategy.ts';
import { decisionTree, decisionTreeKit } from './trees/decisionTree.ts';

/** Settings that solve exactly, so that laws of the optimum can be seen. */
const tight = { c: 0.5, tolerance: 1e-10, maxIterations: 1_000_000 };

/** A training in which each step sees all samples, in double precision, so that their order and number do not matter. */
const whole = {
  ...{ epochs: 40, batchSize: 1000, learningRate: 0.03, embeddingLearningRate: 0.06, wordDropout: 0 },
  earlyStopping: 'off',
  precision: 'float64',
} as const;

/** The same for dense layers. */
const headTraining = {
  ...{ epochs: 60, batchSize: 1000, learningRate: 0.03 },
  earlyStopping: 'off',
  precision: 'float64',
} as const;

/** Every strategy must pass every check below; a new one joins by a line here. */
const strategies: readonly (readonly [string, StrategySettings])[] = [
  ['binary relevance with a linear SVM', binaryRelevance({ learner: linearSvm(tight) })],
  ['binary relevance with hinge loss', binaryRelevance({ learner: linearSvm({ ...tight, loss: 'hinge' }) })],
  ['binary relevance with logistic regression', binaryRelevance({ learner: logisticRegression(tight) })],
  ['ML-KNN as in the paper', mlKnn({ k: 5, weighting: 'none' })],
  ['ML-KNN weighted by similarity', mlKnn({ k: 5, weighting: 'similarity', storesTitles: true })],
  ['the vote of neighbours', neighbourVote({ k: 5 })],
  ['the vote of neighbours that count alike', neighbourVote({ k: 7, weighting: 'uniform' })],
  ['ML-KNN among reduced rows', mlKnn({ k: 5, index: svdIndex({ dimensions: 12 }), storesTitles: true })],
  ['the vote of neighbours among reduced rows', neighbourVote({ k: 5, index: svdIndex({ dimensions: 12 }) })],
  [
    'ML-KNN among condensed rows',
    mlKnn({ k: 5, index: condensedIndex({ termsPerRow: 9 }), storesTitles: true }),
  ],
  ['a classifier chain', classifierChain({ learner: linearSvm(tight) })],
  [
    'a classifier chain told labels',
    classifierChain({
      learner: logisticRegression(tight),
      chainFeatures: 'trueLabels',
      chainValues: 'labels',
    }),
  ],
  ['label powerset', labelPowerset({ learner: linearSvm(tight), minCount: 2 })],
  ['a decision tree', decisionTree({ minSamplesLeaf: 2, smoothing: 1 })],
  ['a decision tree for each label', decisionTree({ isPerLabel: true, minSamplesLeaf: 3 })],
  ['an ensemble of chains', ensembleOfChains({ learner: linearSvm(tight), count: 2 })],
  ['attention pooling', attention({ width: 6, dropout: 0, training: whole })],
  [
    'a transformer encoder with all extras',
    attention({
      ...{ width: 6, layers: 1, heads: 2, hidden: [6], dropout: 0 },
      ...{ labelGraph: { size: 4 }, hasDomains: true, training: { ...whole, averageDecay: 0.5 } },
    }),
  ],
  [
    'feed-forward on reduced rows',
    feedForward({ svd: { dimensions: 12 }, hidden: [8], dropout: 0, training: headTraining }),
  ],
];

const sampleCount = 60;
const names = ['Western', 'Absent', 'Drama', 'Present', 'Comedy', 'Horror'];
const labels = new LabelSet(names);
const random = new SeededRandom(2024);
const context = { seed: 7 };

/** A label for a column: three follow the features, `Absent` nobody has, `Present` everybody. */
function hasLabel(name: string, row: readonly number[]): boolean {
  if (name === 'Absent' || name === 'Present') return name === 'Present';
  return row[names.indexOf(name)]! > 0.5;
}

const rows = Array.from({ length: sampleCount }, (_, i) =>
  i % 10 === 9
    ? Array.from({ length: 14 }, () => 0)
    : Array.from({ length: 14 }, () => (random.float() < 0.5 ? 0 : random.float() * 2)),
);
const sparse: SparseFeatures = { kind: 'sparse', matrix: csrFromDense(rows) };
const sequences = tokensOf(rows);
const known = new Uint8Array(sampleCount * names.length).map(() => (random.integer(5) === 0 ? 0 : 1));
const truth = truthOf(labels);

function truthOf(columns: LabelSet, mask = false): LabelMatrix {
  const values = rows.flatMap((row) => columns.names.map((name) => (hasLabel(name, row) ? 1 : 0)));
  return new LabelMatrix(columns, sampleCount, Uint8Array.from(values), mask ? known : undefined);
}

/** A token for each column that is not 0, another one where it is large. */
function tokensOf(given: readonly (readonly number[])[]): Features {
  const ids = given.map((row) =>
    row.flatMap((value, column) => (value === 0 ? [] : [3 + column + (value > 0.5 ? 14 : 0)])),
  );
  const offsets = Int32Array.of(0, ...ids.map((_, i) => ids.slice(0, i + 1).flat().length));
  return { kind: 'tokens', tokens: new TokenRows(31, Int32Array.from(ids.flat()), offsets) };
}

/** The features of the kind that a strategy asks for. */
function featuresFor({ id }: StrategySettings): Features {
  return id === 'attention' ? sequences : sparse;
}

async function fitted(
  settings: StrategySettings,
  given = featuresFor(settings),
  labelled = truth,
  options = {},
): Promise<Strategy> {
  const strategy = createStrategy(settings);
  await strategy.fit(given, labelled, { ...context, ...options });
  return strategy;
}

const scoresOf = (strategy: Strategy, given = featuresFor(strategy.settings)) => [
  ...strategy.scores(given).values,
];
const copyOf = (value: unknown) => structuredClone(value);

describe.each(strategies)('%s', (_, settings) => {
  const features = featuresFor(settings);

  it('refuses to answer before it is fitted', () => {
    const strategy = createStrategy(settings);
    const notFitted = expect.objectContaining({ code: 'not-fitted' });
    expect(() => strategy.scores(features)).toThrow(notFitted);
    expect(() => strategy.state()).toThrow(notFitted);
  });

  it('forgets the fit before: fitted twice is fitted once', async () => {
    const strategy = await fitted(settings, select(features, [0, 1, 2, 3]), truth.selectRows([3, 2, 1, 0]));
    await strategy.fit(features, truth, context);
    expect(strategy.state()).toEqual((await fitted(settings)).state());
  });

  it('gives the same bytes for the same seed', async () => {
    expect((await fitted(settings)).state()).toEqual((await fitted(settings)).state());
  });

  it('changes none of its inputs', async () => {
    const sampleWeights = new Float64Array(sampleCount).fill(0.5);
    const masked = truthOf(labels, true);
    const before = copyOf([features, masked.values, masked.known, sampleWeights]);
    scoresOf(await fitted(settings, features, masked, { sampleWeights }));
    expect(copyOf([features, masked.values, masked.known, sampleWeights])).toEqual(before);
  });

  it('scores samples one by one as it does all together', async () => {
    const strategy = await fitted(settings);
    const single = rows.flatMap((_row, i) => scoresOf(strategy, select(features, [i])));
    expect(single).toEqual(scoresOf(strategy));
    expect(scoresOf(strategy, select(features, []))).toEqual([]);
  });

  it.each([[names], [names.toReversed()]])(
    'keeps its columns in the order of the labels: %o',
    async (order) => {
      const columns = new LabelSet(order);
      const scores = (await fitted(settings, features, truthOf(columns))).scores(features);
      expect(scores.labels.names).toEqual(order);
      for (const name of ['Western', 'Drama', 'Comedy', 'Horror']) {
        const column = scores.column(columns.indexOf(name));
        const mean = (wanted: boolean) => {
          const chosen = column.filter((_score, i) => hasLabel(name, rows[i]!) === wanted);
          return chosen.reduce((sum, score) => sum + score, 0) / chosen.length;
        };
        expect(mean(true)).toBeGreaterThan(mean(false));
      }
    },
  );

  it('scores a label never seen low and one always present high, for every sample', async () => {
    const scores = (await fitted(settings)).scores(features);
    const absent = scores.column(labels.indexOf('Absent'));
    const present = scores.column(labels.indexOf('Present'));
    absent.forEach((score, i) => {
      expect(Number.isFinite(score)).toBe(true);
      expect(present[i]! - score).toBeGreaterThan(0.5);
    });
  });

  it.each([
    ['one label', new LabelSet(['Drama']), sampleCount],
    ['one sample', labels, 1],
    ['one sample of one label', new LabelSet(['Drama']), 1],
    ['no sample', labels, 0],
  ])('learns from %s', async (_name, columns, count) => {
    const chosen = Array.from({ length: count }, (_row, i) => i);
    const strategy = await fitted(settings, select(features, chosen), truthOf(columns).selectRows(chosen));
    const scores = scoresOf(strategy);
    expect(scores).toHaveLength(sampleCount * columns.size);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('copes with samples that have no feature', async () => {
    const zeros = rows.map((row) => row.map(() => 0));
    const nothing: Features =
      features.kind === 'tokens' ? tokensOf(zeros) : { kind: 'sparse', matrix: csrFromDense(zeros) };
    expect(scoresOf(await fitted(settings, nothing)).every(Number.isFinite)).toBe(true);
    expect(scoresOf(await fitted(settings), nothing).every(Number.isFinite)).toBe(true);
  });

  it('scores the same after saving and loading', async () => {
    const strategy = await fitted(settings);
    const { settings: saved, ...state } = strategy.state();
    const loaded = restoreStrategy(
      { ...structuredClone(state), settings: JSON.parse(JSON.stringify(saved)) },
      { labels, featureCount: features.kind === 'tokens' ? 31 : features.matrix.columnCount },
      [attentionKit, decisionTreeKit, feedForwardKit, ...svdKits, ...condensedKits],
    );
    expect(scoresOf(loaded)).toEqual(scoresOf(strategy));
    expect(loaded.settings).toEqual(strategy.settings);
    expect(loaded.state()).toEqual(strategy.state());
  });

  it('keeps its former fit when a new one is stopped', async () => {
    const strategy = await fitted(
      settings,
      select(features, [...rows.keys()].slice(0, 30)),
      truth.selectRows([...rows.keys()].slice(0, 30)),
    );
    const before = scoresOf(strategy);
    const aborted = { code: 'aborted' };
    const stopped = strategy.fit(features, truth, { ...context, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject(aborted);
    expect(scoresOf(strategy)).toEqual(before);

    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const halfway = strategy.fit(features, truth, { ...context, signal: controller.signal, onProgress });
    await expect(halfway).rejects.toMatchObject(aborted);
    expect(scoresOf(strategy)).toEqual(before);

    await strategy.fit(features, truth, context);
    expect(strategy.state()).toEqual((await fitted(settings)).state());
  });

  it('tells its progress to the end', async () => {
    const steps: { done: number; total: number }[] = [];
    await fitted(settings, features, truth, {
      onProgress: (step: { done: number; total: number }) => steps.push(step),
    });
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.at(-1)!.done).toBe(steps.at(-1)!.total);
    steps.slice(1).forEach((step, i) => {
      expect(step.done).toBeGreaterThan(steps[i]!.done);
    });
  });

  it('learns nothing from cells that are unknown', async () => {
    const masked = truthOf(labels, true);
    const flipped = new LabelMatrix(
      labels,
      sampleCount,
      masked.values.map((value, cell) => (known[cell] === 0 ? 1 - value : value)),
      known,
    );
    const strategy = await fitted(settings, features, masked);
    expect((await fitted(settings, features, flipped)).state()).toEqual(strategy.state());
    expect(strategy.state()).not.toEqual((await fitted(settings)).state());
  });

  it('takes a sample of weight 2 as the sample twice, and one of weight 0 as none', async () => {
    const all = [...rows.keys()];
    const sampleWeights = Float64Array.from(all, (i) => (i < 20 ? 2 : i < 25 ? 0 : 1));
    const repeated = all.flatMap((i) => Array.from({ length: sampleWeights[i]! }, () => i));
    const weighted = scoresOf(await fitted(settings, features, truth, { sampleWeights }));
    const twice = scoresOf(await fitted(settings, select(features, repeated), truth.selectRows(repeated)));
    weighted.forEach((score, cell) => {
      expect(score).toBeCloseTo(twice[cell]!, 5);
    });
  });

  it('tells what its scores are made of, if it can', async () => {
    const masked = truthOf(labels, true);
    const strategy = await fitted(settings, features, masked, {
      titles: rows.map((_row, i) => `movie ${i}`),
    });
    const scores = strategy.scores(features);
    const { rowOffsets, columns, values } = sparse.matrix;
    for (let row = 0; row < sampleCount; row += 7) {
      const own = select(features, [row]);
      for (let label = 0; label < labels.size; label++) {
        const score = scores.values[row * labels.size + label]!;
        if (strategy.biasOf !== undefined) {
          let sum = strategy.biasOf(label);
          for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
            sum += values[k]! * strategy.weightOf!(columns[k]!, label);
          }
          const links = strategy.linksInto?.(own, label) ?? [];
          expect(new Set(links.map((link) => link.label)).size).toBe(links.length);
          expect(links.map((link) => link.label)).not.toContain(label);
          expect(links.reduce((total, { value }) => total + value, sum)).toBeCloseTo(score, 12);
        }
        const ballot = strategy.ballotOf?.(own, label);
        if (ballot === undefined) continue;
        const { neighbours, having, known, prior, titles } = ballot;
        expect([...ballot.labels.values]).toEqual(
          Array.from(masked.values, (value, cell) => value * (masked.known?.[cell] ?? 1)),
        );
        expect([...ballot.labels.known!]).toEqual([...masked.known!]);
        expect(titles?.[3] ?? 'movie 3').toBe('movie 3');
        const isWeighted = 'weighting' in settings && settings.weighting === 'similarity';
        const tally = [0, 0];
        neighbours.rows.forEach((near, i) => {
          const cell = near * labels.size + label;
          const weight = neighbours.weights[i]! * (isWeighted ? neighbours.similarities[i]! : 1);
          if (known === 0 || masked.known![cell] === 0) return;
          tally[0]! += masked.values[cell]! * weight;
          tally[1]! += weight;
        });
        expect([having, known]).toEqual(tally.map((sum) => expect.closeTo(sum, 9)));
        expect(having <= known && prior >= 0 && prior <= 1).toBe(true);
        if (known === 0) expect(score).toBe(prior);
      }
    }
  });

  it('refuses tables that do not belong together', async () => {
    const strategy = createStrategy(settings);
    const mismatch = { code: 'shape-mismatch' };
    await expect(async () => strategy.fit(select(features, [0]), truth, context)).rejects.toMatchObject(
      mismatch,
    );
    const sampleWeights = new Float64Array(3);
    await expect(async () =>
      strategy.fit(features, truth, { ...context, sampleWeights }),
    ).rejects.toMatchObject(mismatch);
    const other: Features =
      features.kind === 'tokens'
        ? { kind: 'tokens', tokens: new TokenRows(5, Int32Array.of(4), Int32Array.of(0, 1)) }
        : { kind: 'sparse', matrix: csrFromDense([[1, 2]]) };
    const ready = await fitted(settings);
    expect(() => ready.scores(other)).toThrow(expect.objectContaining(mismatch));
  });

  it('refuses features of a kind it cannot use', async () => {
    const smells = { kind: 'smells', matrix: sparse.matrix } as unknown as Features;
    const refused = { code: 'invalid-value' };
    await expect(async () => createStrategy(settings).fit(smells, truth, context)).rejects.toMatchObject(
      refused,
    );
    const ready = await fitted(settings);
    expect(() => ready.scores(smells)).toThrow(expect.objectContaining(refused));
  });
});
