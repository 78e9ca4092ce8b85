import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { fitTfidfFeatures } from '../../src/features/fitTfidfFeatures.ts';
import { TfidfFeatures, tfidf } from '../../src/features/TfidfFeatures.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { BinaryRelevance, binaryRelevance } from '../../src/strategies/BinaryRelevance.ts';
import type { LinearArrays } from '../../src/strategies/LinearWeights.ts';
import { assembleModel } from './assembleModel.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { type JudgedRows, joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import { fitRows, type LinearFit, linearTask } from './LinearFit.ts';
import { packWeights } from './packWeights.ts';
import { keepTerms, rankTerms } from './rankTerms.ts';
import type { TrainingData, TrainingRow } from './readTrainingRows.ts';
import { LEARNING, SETTINGS } from './settings.ts';

/**
 * Makes the default model: binary relevance over the terms that matter most.
 *
 * 1. All terms are fitted on all train rows, and those that move scores most are kept.
 * 2. Popular films are scored by fits that did not see their titles, in any catalogue; the other catalogues have rows of
 *    their own to choose by.
 * 3. Calibration and thresholds are fitted on those scores, and the model on all train rows.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param checkpoints - keep each stage
 * @returns the model, and what its decisions were fitted on
 */
export async function makeDefault(data: TrainingData, checkpoints: Checkpoints): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const train = data.rows.filter(({ split }) => split === 'train');
  const extractor = await selectedFeatures(train, labels, checkpoints);
  const features = extractor.columnCount;
  const { termCount, step, foldCount } = SETTINGS;

  const fitOn = async (stage: string, rows: readonly TrainingRow[]) => {
    const arrays = await checkpoints.run(stage, { ...LEARNING, termCount, foldCount }, async () => ({
      ...(await fitRows(linearTask(extractor, rows, labels), showLabel)),
    }));
    return strategyOf(packWeights(arrays as unknown as LinearFit, extractor, step), labels, features);
  };
  const strategy = await fitOn('weights', train);

  const parts: JudgedRows[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const heldOut = train.filter((row) => isPopular(row) && foldOf(row) === fold);
    const keys = new Set(heldOut.map(({ key }) => key));
    const rest = train.filter(({ key }) => !keys.has(key));
    parts.push(judgeRows(heldOut, extractor, await fitOn(`fold-${fold}`, rest), () => fold));
  }
  const valid = data.rows.filter(({ split }) => split === 'valid');
  const judged = joinJudged([...parts, judgeRows(valid, extractor, strategy, (row) => row % foldCount)]);
  const options = resolveClassifierOptions({
    strategy: strategy.settings,
    features: tfidf(SETTINGS.blocks),
    labels: data.genres,
    foldCount: SETTINGS.foldCount,
    seed: SETTINGS.seed,
  });
  const model = assembleModel(data, extractor, strategy, judged, options);
  return { bytes: saveModel(model, options), judged, settings: SETTINGS };
}

/** Learns the vocabularies of all terms, and keeps those that matter. */
async function selectedFeatures(
  train: readonly TrainingRow[],
  labels: LabelSet,
  checkpoints: Checkpoints,
): Promise<TfidfFeatures> {
  const settings = tfidf(SETTINGS.blocks);
  const blocks = [
    ...settings.title.map((block) => ({ ...block, field: 'title' as const })),
    ...settings.plot.map((block) => ({ ...block, field: 'plot' as const })),
  ];
  const saved = await checkpoints.run('terms', LEARNING, async () => {
    const all = fitTfidfFeatures(
      train.map(({ movie }) => movie),
      settings,
    );
    console.log(`${all.columnCount} terms to choose from`);
    const task = linearTask(all, train, labels);
    const arrays: Record<string, readonly string[] | Uint32Array | Int32Array> = {
      order: rankTerms(await fitRows(task, showLabel), task),
    };
    all.blocks.forEach(({ transform: { vocabulary } }, block) => {
      arrays[`terms${block}`] = vocabulary.terms;
      arrays[`frequencies${block}`] = vocabulary.documentFrequencies;
      arrays[`count${block}`] = Uint32Array.of(vocabulary.documentCount);
    });
    return arrays;
  });
  const all = TfidfFeatures.restore(
    blocks.map(({ field, weight = 1, titleWeight = 0, ...options }, block) => ({
      ...{ field, weight, titleWeight, options },
      vocabulary: {
        terms: saved[`terms${block}`] as readonly string[],
        documentFrequencies: saved[`frequencies${block}`] as Uint32Array,
        documentCount: (saved[`count${block}`] as Uint32Array)[0]!,
      },
    })),
  );
  const order = saved.order as Int32Array;
  return keepTerms(all, order.slice(0, SETTINGS.termCount).sort());
}

function strategyOf(arrays: LinearArrays, labels: LabelSet, featureCount: number): BinaryRelevance {
  const { learner } = binaryRelevance({ learner: linearSvm(SETTINGS.learner) });
  return BinaryRelevance.fromState(
    { id: 'binary-relevance', settings: { learner }, arrays },
    labels,
    featureCount,
  );
}

function isPopular({ catalogue }: TrainingRow): boolean {
  return catalogue.endsWith('-popular');
}

/** By title, so that a film has one fold in all catalogues. */
function foldOf({ key }: TrainingRow): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % SETTINGS.foldCount;
}

function showLabel(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} genres fitted `);
}
