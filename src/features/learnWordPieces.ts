import { compareCodePoints } from '../text/compareCodePoints.ts';
import { PairQueue } from './PairQueue.ts';
import { CONTINUATION } from './WordPieces.ts';

/** Text may bring any character; those beyond the most frequent are left to be unknown. */
const MOST_CHARACTERS = 1000;

/**
 * Learns pieces of words: all characters first, then again and again the pair of neighbouring pieces that occurs most
 * often becomes a piece of its own (Sennrich, Haddow and Birch 2016), ties going to the pair that comes first in
 * code-point order. Neighbours are counted once and kept up to date, so that a merge costs what it changes.
 *
 * @param counts - how often each word occurs
 * @param size - most pieces
 * @param minFrequency - how often a pair must occur to become a piece
 * @returns the pieces, those inside a word marked with `##`; characters first, then merges as they were made
 */
export function learnWordPieces(
  counts: ReadonlyMap<string, number>,
  size: number,
  minFrequency: number,
): string[] {
  const words = [...counts].sort(([a], [b]) => compareCodePoints(a, b));
  const pieces = frequentCharacters(words, size);
  const numbers = new Map(pieces.map((piece, number) => [piece, number]));
  const spelled = words.flatMap(([word, count]) => {
    const parts = charactersOf(word).map((part) => numbers.get(part) ?? -1);
    return parts.length > 1 && !parts.includes(-1) ? [{ parts, count }] : [];
  });
  const queue = new PairQueue(minFrequency, (a, b) => compareCodePoints(pieces[a]!, pieces[b]!));
  const places = new Map<string, Set<number>>();
  const countPair = (left: number, right: number, word: number, change: number) => {
    const key = queue.change(left, right, change);
    let where = places.get(key);
    if (where === undefined) {
      where = new Set();
      places.set(key, where);
    }
    where.add(word);
  };
  spelled.forEach(({ parts, count }, word) => {
    for (let i = 1; i < parts.length; i++) countPair(parts[i - 1]!, parts[i]!, word, count);
  });
  while (pieces.length < size) {
    const best = queue.take();
    if (best === undefined) break;
    const { left, right, key } = best;
    const name = pieces[left]! + pieces[right]!.slice(CONTINUATION.length);
    // Two ways of merging may spell one piece.
    const merged = numbers.get(name) ?? pieces.push(name) - 1;
    numbers.set(name, merged);
    for (const word of [...(places.get(key) ?? [])].sort((a, b) => a - b)) {
      const { parts, count } = spelled[word]!;
      for (let i = 1; i < parts.length; i++) countPair(parts[i - 1]!, parts[i]!, word, -count);
      const after = mergePair(parts, left, right, merged);
      spelled[word]!.parts = after;
      for (let i = 1; i < after.length; i++) countPair(after[i - 1]!, after[i]!, word, count);
    }
    places.delete(key);
  }
  return pieces;
}

function mergePair(parts: readonly number[], left: number, right: number, merged: number): number[] {
  const after: number[] = [];
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === left && parts[i + 1] === right) {
      after.push(merged);
      i++;
    } else after.push(parts[i]!);
  }
  return after;
}

function charactersOf(word: string): string[] {
  return Array.from(word, (character, i) => (i === 0 ? character : CONTINUATION + character));
}

function frequentCharacters(words: readonly (readonly [string, number])[], size: number): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words)
    for (const part of charactersOf(word)) counts.set(part, (counts.get(part) ?? 0) + count);
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || compareCodePoints(a, b))
    .slice(0, Math.min(size, MOST_CHARACTERS))
    .map(([part]) => part)
    .sort(compareCodePoints);
}
