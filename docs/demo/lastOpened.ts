import type { GenreClassifier } from 'genrekit';
import { type ModelSource, openClassifier } from './models.ts';

let opened: { readonly id: string; readonly classifier: Promise<GenreClassifier> } | undefined;

/**
 * Opens a model, or gives the one opened last if it is the same: a worker is asked about one again and again.
 *
 * @param source - where the model comes from
 * @throws GenrekitError `invalid-model` or `unsupported-model`
 */
export function lastOpened(source: ModelSource): Promise<GenreClassifier> {
  if (opened?.id !== source.id) opened = { id: source.id, classifier: openClassifier(source) };
  return opened.classifier;
}
