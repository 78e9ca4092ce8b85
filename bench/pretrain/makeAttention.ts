import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { AttentionStrategy } from '../../src/strategies/attention/AttentionStrategy.ts';
import type { LabelledMovie } from '../../src/text/Movie.ts';
import { RECIPE } from '../encoder/recipe.ts';
import { readAllTables, withoutFilms } from '../encoder/tables.ts';
import { toStrategy } from '../encoder/toStrategy.ts';
import { readVectors } from '../encoder/vectors.ts';
import { assembleModel } from './assembleModel.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { fitEncoder, readEncoder } from './fitEncoder.ts';
import { type JudgedRows, joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import { foldOf, isJudged } from './judgedFolds.ts';
import type { TrainingData } from './readTrainingRows.ts';
import { SETTINGS } from './settings.ts';

/** What makes an encoder, besides the rows of the models. */
export interface EncoderInputs {
  /** Holds the tables. */
  readonly folder: string;
  /** Word vectors that its embedding starts from, without the ending; at random when absent. */
  readonly vectors: string | undefined;
}

/**
 * Makes the attention model: an encoder of all train rows. Films of all catalogues are judged by twins that did not learn
 * from them, nor from any row about the same films; rows marked valid by the encoder itself.
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
  const fitOn = async (stage: string, settings: object, movies: readonly LabelledMovie[]) => {
    const all = { recipe: RECIPE, start, ...settings };
    const arrays = await checkpoints.run(stage, all, async () => {
      const rows = withoutFilms(tables, movies).filter(({ source }) => source in RECIPE.weights);
      const given = vectors === undefined ? undefined : readVectors(vectors);
      return fitEncoder(rows, labels, RECIPE, given, checkpoints.fileFor(`${stage}-epochs`, all));
    });
    const encoder = readEncoder(arrays, labels, RECIPE);
    const exact = toStrategy(encoder, labels, RECIPE);
    const { columnCount } = encoder.features;
    const rounded = AttentionStrategy.fromArrays(
      ...([exact.settings, exact.roundedState('int4').arrays, labels, columnCount] as const),
    );
    return { features: encoder.features, strategy: rounded };
  };
  const whole = await fitOn('encoder', { heldOut: {} }, []);
  const { foldCount, judgedShares } = SETTINGS;
  const parts: JudgedRows[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const heldOut = data.rows.filter((row) => isJudged(row) && foldOf(row) === fold);
    const movies = heldOut.map(({ movie }) => movie);
    const twin = await fitOn(`encoder-fold-${fold}`, { foldCount, judgedShares }, movies);
    parts.push(judgeRows(heldOut, twin.features, twin.strategy, () => fold));
  }
  const valid = data.rows.filter(({ split }) => split === 'valid');
  parts.push(judgeRows(valid, whole.features, whole.strategy, (row) => row % foldCount));
  const judged = joinJudged(parts);
  const options = resolveClassifierOptions({
    strategy: whole.strategy.settings,
    features: tokens(RECIPE.tokens),
    labels: data.genres,
    calibration: SETTINGS.calibration,
    foldCount,
    seed: RECIPE.seed,
  });
  const model = await assembleModel(data, whole.features, whole.strategy, judged, options);
  return { bytes: saveModel(model, options, { weights: 'int4' }), judged, settings: { ...RECIPE, start } };
}

function checksumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
