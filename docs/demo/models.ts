import { GenreClassifier, type ModelOverview } from 'genrekit';
import { attentionKit } from 'genrekit/attention';
import { blendKit } from 'genrekit/blend';
import { loadPretrained } from 'genrekit/pretrained';
import { loadPretrained as loadAttention } from 'genrekit/pretrained/attention';
import { loadPretrained as loadBlend } from 'genrekit/pretrained/blend';
import { loadPretrained as loadChain } from 'genrekit/pretrained/chain';
import { condensedKits, hashedAnalysers, loadPretrained as loadMlKnn } from 'genrekit/pretrained/ml-knn';
import { decisionTreeKit, svdKits } from 'genrekit/strategies';

/** A model that comes with the package. */
interface BundledModel {
  readonly id: string;
  readonly name: string;
  load(): Promise<GenreClassifier>;
}

/** All of them, the one that the page begins with first: a new entry point is a new line here, and nothing else. */
export const bundledModels: readonly BundledModel[] = [
  { id: 'default', name: 'Words (default)', load: loadPretrained },
  { id: 'chain', name: 'Chain of genres', load: loadChain },
  { id: 'ml-knn', name: 'Films most alike', load: loadMlKnn },
  { id: 'attention', name: 'Attention encoder', load: loadAttention },
  { id: 'blend', name: 'Blend of words and encoder', load: loadBlend },
];

/** The code of strategies that a file may need. */
const strategies = [attentionKit, blendKit, decisionTreeKit, ...condensedKits, ...svdKits];

/** Where a model comes from, in a form that can be sent to a worker. */
export type ModelSource =
  | { readonly kind: 'bundled'; readonly id: string }
  | { readonly kind: 'file'; readonly id: string; readonly bytes: Uint8Array };

/** A model in use on the page. */
export interface OpenModel {
  readonly name: string;
  readonly source: ModelSource;
  readonly classifier: GenreClassifier;
  readonly overview: ModelOverview;
}

/**
 * @param source - where the model comes from
 * @throws GenrekitError `invalid-model` or `unsupported-model`
 */
export async function openClassifier(source: ModelSource): Promise<GenreClassifier> {
  if (source.kind === 'file') {
    return GenreClassifier.open(source.bytes, { analysers: hashedAnalysers, strategies });
  }
  const found = bundledModels.find(({ id }) => id === source.id);
  if (found === undefined) throw new Error(`There is no bundled model '${source.id}'.`);
  return found.load();
}

/**
 * @param name - what the page calls it
 * @param source - where it comes from
 * @throws GenrekitError `invalid-model` or `unsupported-model`
 */
export async function openModel(name: string, source: ModelSource): Promise<OpenModel> {
  const classifier = await openClassifier(source);
  return { name, source, classifier, overview: await classifier.inspect({ wordCount: 0 }) };
}
