import type { Evidence } from 'genrekit';
import { byId, counted } from './dom.ts';

/**
 * Says in words how much the model had to go by.
 *
 * @param evidence - what the model says of the text; `null` when it cannot tell, absent when there is nothing to read
 * @returns the sentence, if it is a warning; empty otherwise
 */
export function showEvidence(evidence: Evidence | null | undefined): string {
  const paragraph = byId('evidence', HTMLElement);
  const sentence = evidence ? describe(evidence) : '';
  const isWarning = evidence !== null && evidence !== undefined && evidence.level !== 'enough';
  paragraph.textContent = sentence;
  paragraph.hidden = sentence === '';
  paragraph.classList.toggle('warning', isWarning);
  return isWarning ? sentence : '';
}

function describe({ level, knownWordCount, unknownShare, isEnglish }: Evidence): string {
  const howOften = 'What it shows is how often films have each genre, whatever the text says.';
  if (isEnglish === false)
    return `This does not read as English, the language it was trained on. ${howOften}`;
  if (level === 'none') return `It knows no word of this. ${howOften}`;
  const count = Math.round(knownWordCount / (1 - unknownShare));
  const isAllKnown = knownWordCount === count;
  if (level === 'enough') {
    return `It knows ${isAllKnown ? 'all' : `${knownWordCount} of`} ${count} words, function words aside.`;
  }
  return isAllKnown
    ? `Little to go by: no more than ${counted(count, 'word')}, function words aside.`
    : `Little to go by: it knows ${knownWordCount} of ${counted(count, 'word')}, function words aside.`;
}
