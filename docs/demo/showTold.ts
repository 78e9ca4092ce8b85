import type { Evidence } from 'genrekit';
import { byId } from './dom.ts';
import type { Judgement } from './judge.ts';

/**
 * Says in words which genres are told.
 *
 * @param judgement - what is decided; absent when there is nothing to read
 * @param level - how much there was to go by, where the model says so
 * @param fields - what the model reads
 * @returns the sentence
 */
export function showTold(
  judgement: Judgement | undefined,
  level: Evidence['level'] | undefined,
  fields: readonly string[],
): string {
  const sentence = judgement === undefined ? `Type a ${fields.join(' or a ')}.` : describe(judgement, level);
  byId('told', HTMLElement).textContent = sentence;
  return sentence;
}

function describe({ verdicts, isNearest }: Judgement, level: Evidence['level'] | undefined): string {
  const told = verdicts.filter(({ isTold }) => isTold).map(({ label }) => label);
  if (level === 'none') return `It cannot tell. The best guess for any film: ${told.join(', ')}.`;
  if (isNearest) return `${told[0]}, perhaps: no genre reaches its mark, and this one comes nearest.`;
  return `${told.join(', ')}.`;
}
