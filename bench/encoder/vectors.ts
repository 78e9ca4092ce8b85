import { readFileSync } from 'node:fs';

/** Word vectors that an embedding may start from: an input of training, no part of the library. */
export interface WordVectors {
  readonly width: number;
  readonly numbers: ReadonlyMap<string, number>;
  readonly values: Float32Array;
}

/**
 * @param path - without its ending: PATH.txt holds the words, one a line, PATH.f32 their numbers
 */
export function readVectors(path: string): WordVectors {
  const words = readFileSync(`${path}.txt`, 'utf8').split('\n');
  const bytes = readFileSync(`${path}.f32`);
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return { width: values.length / words.length, numbers: new Map(words.map((word, i) => [word, i])), values };
}

/**
 * @param vectors - of words
 * @param vocabulary - the tokens of the features
 * @param width - of the embedding; further columns than the vectors have stay 0
 * @param scale - factor on the vectors
 * @returns one row a token, zeros for those without a vector
 */
export function startFrom(
  { numbers, values, width: own }: WordVectors,
  vocabulary: readonly string[],
  width: number,
  scale: number,
): Float32Array {
  const start = new Float32Array(vocabulary.length * width);
  let found = 0;
  vocabulary.forEach((token, row) => {
    const number = numbers.get(token);
    if (number === undefined) return;
    found++;
    for (let i = 0; i < Math.min(own, width); i++) start[row * width + i] = scale * values[number * own + i]!;
  });
  console.log(`${found} of ${vocabulary.length} tokens have vectors`);
  return start;
}
