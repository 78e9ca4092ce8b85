import type { ExplainedWord, Movie, RemovedWord } from 'genrekit';
import { byId, make } from './dom.ts';

/** Words that count for less than this share of the strongest are left as they are. */
const FAINT = 0.06;

/**
 * Shows the movie's own text with the words that count.
 *
 * @param movie - the movie
 * @param words - all words with their values
 * @param turning - those without which the decision would be another
 */
export function showReading(
  movie: Movie,
  words: readonly ExplainedWord[],
  turning: readonly RemovedWord[],
): void {
  const strongest = Math.max(...words.map(({ value }) => Math.abs(value)), 0);
  for (const field of ['title', 'plot'] as const) {
    const text = movie[field] ?? '';
    const parts: (Node | string)[] = [];
    let end = 0;
    for (const word of words) {
      if (word.field !== field) continue;
      const isTurning = turning.some((other) => other.field === field && other.start === word.start);
      const share = strongest === 0 ? 0 : Math.abs(word.value) / strongest;
      if (share < FAINT && !isTurning) continue;
      parts.push(text.slice(end, word.start), markOf(word, share, isTurning));
      end = word.end;
    }
    const paragraph = byId(`reading-${field}`, HTMLElement);
    paragraph.replaceChildren(...parts, text.slice(end));
    paragraph.hidden = text.trim() === '';
  }
  // A long plot scrolls in its frame, and the frame can be reached with the keyboard then.
  const frame = byId('reading', HTMLElement);
  frame.tabIndex = frame.scrollHeight > frame.clientHeight ? 0 : -1;
}

function markOf({ text, value }: ExplainedWord, share: number, isTurning: boolean): HTMLElement {
  const strength = share < FAINT ? 0 : share < 0.25 ? 1 : share < 0.6 ? 2 : 3;
  const mark = make('mark', `${value > 0 ? 'for' : 'against'} s${strength}`, text);
  if (isTurning) mark.classList.add('turning');
  return mark;
}
