import { resolveClassifierOptions } from '../classifier/ClassifierOptions.ts';
import { checkLabelledMovies } from '../classifier/checkLabelledMovies.ts';
import { FittedModel } from '../classifier/FittedModel.ts';
import { fitCatalogues } from '../classifier/fitCatalogues.ts';
import { fitDecisions } from '../classifier/fitDecisions.ts';
import { addStyles, fitStyles } from '../classifier/fitStyles.ts';
import { type InputShape, shapeOf } from '../classifier/InputShape.ts';
import type { LoadedModel } from '../classifier/loadModel.ts';
import { fieldsOf, shapesOf } from '../classifier/shapesOf.ts';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { countPairs } from '../labels/PairCounts.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { labelCardinality } from '../metrics/labelCardinality.ts';
import { duplicateGroups } from '../splits/duplicateGroups.ts';
import { stratifiedFolds } from '../splits/folds.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { VERSION } from '../version.ts';
import type { BlendOptions } from './blend.ts';
import { blendSettings } from './blendKit.ts';
import { fitBlend, type MemberPart } from './fitBlend.ts';
import { MemberScores } from './MemberScores.ts';

/**
 * @param members - checked
 * @param given - what the caller passed as movies
 * @param options - checked by name
 * @throws GenrekitError as `blend`
 */
export async function blendMembers(
  members: readonly LoadedModel[],
  given: readonly LabelledMovie[],
  { weights, ...rest }: Required<BlendOptions>,
): Promise<LoadedModel> {
  const features = new MemberScores(members);
  const { labels } = features;
  const isGiven = weights !== 'chosen';
  const options = resolveClassifierOptions({
    ...rest,
    strategy: blendSettings(isGiven ? weights : members.map(() => 1)),
    fields: features.fields,
    labels: labels.names,
  });
  if (isGiven && weights.length !== members.length) {
    throw new GenrekitError(
      'invalid-option',
      `blend.weights must be one number a member, ${members.length}; got ${weights.length}.`,
    );
  }
  const movies = checkLabelledMovies(given, features.fields);
  const truth = LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
    (row) => movies[row]!.knownGenres,
  );
  const folds = foldsOf(movies, truth, options);
  const parts = shapesOf(features.fields)
    .map((shape) => partOf(shape, movies, folds, features))
    .filter(({ rows }) => rows.length > 0);
  const { strategy, outOfFold: plain } = fitBlend(parts, truth, weights);
  const styles = await fitStyles(plain, truth, movies, options);
  const outOfFold = addStyles(plain, styles, movies);
  const catalogued = movies.map(({ catalogue }) => catalogue);
  const { decisions, quality } = await fitDecisions(outOfFold, truth, options);
  const { labelSets } = decisions.values().next().value!;
  const catalogues = await fitCatalogues(outOfFold, truth, options, catalogued, labelSets);
  const summary = {
    version: VERSION,
    sampleCount: movies.length,
    heldOutCount: movies.length,
    supports: labels.names.map((_, label) => truth.supportOf(label)),
    cardinality: labelCardinality(truth),
    featureCount: features.columnCount,
    seed: options.seed,
    foldCount: options.foldCount,
    outOfFold: quality,
  };
  const model = new FittedModel(
    ...([labels, features, strategy, decisions, summary] as const),
    ...([countPairs(truth), undefined, catalogues, styles] as const),
  );
  model.decisionsFor([], options.catalogue); // refuses a name that too few of the movies bear
  return { model, options: Object.freeze({ ...options, strategy: strategy.settings }) };
}

function foldsOf(
  movies: readonly LabelledMovie[],
  truth: LabelMatrix,
  { foldCount, seed }: { readonly foldCount: number; readonly seed: number },
): Int32Array {
  const groups = duplicateGroups(movies);
  const count = new Set(groups).size;
  if (count < foldCount || !truth.values.includes(1)) {
    throw new GenrekitError(
      'invalid-data',
      `A blend needs at least as many different movies as folds, ${foldCount}, with genres that its members know; got ` +
        `${count} movies with ${truth.values.filter((value) => value === 1).length} such genres.`,
    );
  }
  return stratifiedFolds(truth, { foldCount, seed: deriveSeed(seed, 1), groups });
}

/** The scores of those movies that can be given in a shape, as if they had no other fields. */
function partOf(
  shape: InputShape,
  movies: readonly LabelledMovie[],
  folds: Int32Array,
  features: MemberScores,
): MemberPart {
  const fields = fieldsOf(shape);
  const hasAll = (row: number) => fields.every((field) => shapeOf(movies[row]!, [field]) !== undefined);
  const rows = Int32Array.from(folds.keys()).filter(hasAll);
  const given = Array.from(rows, (row) => ({
    title: fields.includes('title') ? movies[row]!.title : undefined,
    plot: fields.includes('plot') ? movies[row]!.plot : undefined,
  }));
  return {
    shape,
    rows,
    scores: features.scoresOf(given),
    folds: Int32Array.from(rows, (row) => folds[row]!),
  };
}
