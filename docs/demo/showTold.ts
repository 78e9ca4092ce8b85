import { byId } from './dom.ts';
import type { Judgement } from './judge.ts';

/**
 * Says in words which genres are told.
 *
 * @param judgement - what is decided; absent when there is nothing to read
 * @param fields - what the model reads
 * @returns the sentence
 */
export function showTold(judgement: Judgement | undefined, fields: readonly string[]): string {
  const told = judgement?.verdicts.filter(({ isTold }) => isTold).map(({ label }) => label) ?? [];
  const sentence =
    judgement === undefined
      ? `Type a ${fields.join(' or a ')}.`
      : judgement.isNearest
        ? `${told[0]}, perhaps: no genre reaches its mark, and this one comes nearest.`
        : `${told.join(', ')}.`;
  byId('told', HTMLElement).textContent = sentence;
  return sentence;
}
