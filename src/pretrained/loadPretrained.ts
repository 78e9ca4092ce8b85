import { GenreClassifier } from '../classifier/GenreClassifier.ts';

/** Never handed out itself: whoever asks gets a copy, which is theirs to fit or calibrate. */
let loading: Promise<GenreClassifier> | undefined;

/**
 * Opens the weights that come with the package. They are part of its JavaScript: nothing is read from disk or fetched
 * beyond what the bundler ships, and they are unpacked at the first call only.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  loading ??= open().catch((error: unknown) => {
    loading = undefined; // what a bundler ships apart and the network loses may come at the next call
    throw error;
  });
  return (await loading).copy();
}

async function open(): Promise<GenreClassifier> {
  const { default: bytes } = await import('./default.bin');
  return GenreClassifier.fromBytes(bytes);
}
