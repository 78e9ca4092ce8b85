import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { AttentionStrategy } from '../../src/strategies/attention/AttentionStrategy.ts';
import { RECIPE } from '../encoder/recipe.ts';
import { HELD_OUT, holdOut, type Row, readAllTables, type Source } from '../encoder/tables.ts';
import { toStrategy } from '../encoder/toStrategy.ts';
import { readVectors } from '../encoder/vectors.ts';
import { assembleModel } from './assembleModel.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { fitEncoder, readEncoder } from './fitEncoder.ts';
import { joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import type { TrainingData, TrainingRow } from './readTrainingRows.ts';
import type { Catalogue } from './settings.ts';

/** Where the rows of a catalogue come from, as the recipe of the encoder names it. */
const SOURCE_OF: Readonly<Record<Catalogue, Source>> = {
  tmdb: 'tmdb',
  imdb: 'imdb',
  streaming: 'stream',
  'tmdb-popular': 'tmdb-10k',
  'imdb-popular': 'imdb-9k',
};
const FOLD_COUNT = 5;

/** What makes an encoder, besides the rows of the models. */
export interface EncoderInputs {
  /** Holds the tables. */
  readonly folder: string;
  /** Word vectors that its embedding starts from, without the ending; at random when absent. */
  readonly vectors: string | undefined;
}

/**
 * Makes the attention model: an encoder of all train rows. Popular films are judged by a twin that did not learn from
 * them, nor from any row about the same films; the other catalogues have rows of their own to judge by.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param inputs - see {@link EncoderInputs}
 * @param checkpoints - keep each stage
 */
export async function makeAttention(
  data: TrainingData,
  { folder, vectors }: EncoderInputs,
  checkpoints: Checkpoints,
): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const tables = await readAllTables(folder, checkpoints.fileFor('tables', {}));
  const start = vectors === undefined ? 'random' : checksumOf(`${vectors}.f32`);
  const fitOn = async (stage: string, heldOut: typeof HELD_OUT) => {
    const settings = { recipe: RECIPE, start, heldOut };
    const arrays = await checkpoints.run(stage, settings, async () => {
      const { learned } = holdOut(tables, heldOut);
      const rows = learned.filter(({ source }) => source in RECIPE.weights);
      const given = vectors === undefined ? undefined : readVectors(vectors);
      return fitEncoder(rows, labels, RECIPE, given, checkpoints.fileFor(`${stage}-epochs`, settings));
    });
    const encoder = readEncoder(arrays, labels, RECIPE);
    const exact = toStrategy(encoder, labels, RECIPE);
    const { columnCount } = encoder.features;
    const rounded = AttentionStrategy.fromArrays(
      ...([exact.settings, exact.roundedState('int4').arrays, labels, columnCount] as const),
    );
    return { features: encoder.features, strategy: rounded };
  };
  const twin = await fitOn('encoder-twin', HELD_OUT);
  const whole = await fitOn('encoder', {});
  const fold = (row: number) => row % FOLD_COUNT;
  const valid = data.rows.filter(({ split }) => split === 'valid');
  const judged = joinJudged([
    judgeRows(heldOutOf(data, tables), twin.features, twin.strategy, fold),
    judgeRows(valid, whole.features, whole.strategy, fold),
  ]);
  const options = resolveClassifierOptions({
    strategy: whole.strategy.settings,
    features: tokens(RECIPE.tokens),
    labels: data.genres,
    foldCount: FOLD_COUNT,
    seed: RECIPE.seed,
  });
  const model = assembleModel(data, whole.features, whole.strategy, judged, options);
  return { bytes: saveModel(model, options, { weights: 'int4' }), judged, settings: { ...RECIPE, start } };
}

/** The rows that the twin did not learn from. */
function heldOutOf({ rows }: TrainingData, tables: readonly Row[]): TrainingRow[] {
  const keyOf = (source: Source, { title = '', plot = '' }: Row['movie']) => [source, title, plot].join('\n');
  const { judged } = holdOut(tables);
  const heldOut = new Set(Object.values(judged).flatMap((own) => own.map((r) => keyOf(r.source, r.movie))));
  return rows.filter(
    ({ split, catalogue, movie }) => split === 'train' && heldOut.has(keyOf(SOURCE_OF[catalogue], movie)),
  );
}

function checksumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
