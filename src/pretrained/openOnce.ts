import type { GenreClassifier } from '../classifier/GenreClassifier.ts';

/**
 * Opens weights once for all who ask. The opened classifier is never handed out itself: whoever asks gets a copy, which is
 * theirs to fit or calibrate.
 *
 * @param open - unpacks the weights
 * @returns gives a copy at every call; all copies share the weights
 */
export function openOnce(open: () => Promise<GenreClassifier>): () => Promise<GenreClassifier> {
  let loading: Promise<GenreClassifier> | undefined;
  return async () => {
    loading ??= open().catch((error: unknown) => {
      loading = undefined; // what a bundler ships apart and the network loses may come at the next call
      throw error;
    });
    return (await loading).copy();
  };
}
