import type { Explanation } from 'genrekit';
import { byId, make, percent } from './dom.ts';

/** The most words on each side. */
const LENGTH = 6;

/** @param explanation - whose strongest words to list */
export function showWords(explanation: Explanation): void {
  const { words, links } = explanation;
  const entries = [
    ...words.map(({ text, value }) => ({ name: text, value })),
    ...links.map(({ label, value }) => ({ name: `the genre ${label}`, value })),
  ].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const strongest = Math.abs(entries[0]?.value ?? 1);
  for (const [id, sign] of [
    ['words-for', 1],
    ['words-against', -1],
  ] as const) {
    const side = entries.filter(({ value }) => value * sign > 0.005).slice(0, LENGTH);
    const items = side.map(({ name, value }) => {
      const bar = make('span', 'weight');
      bar.style.width = `${(Math.abs(value) / strongest) * 100}%`;
      const item = make('li', '', make('span', '', name), make('span', 'value', signed(value)), bar);
      return item;
    });
    byId(id, HTMLElement).replaceChildren(...(items.length > 0 ? items : [make('li', 'none', 'no word')]));
  }
  byId('sum', HTMLElement).textContent = describeSum(explanation);
}

function describeSum({ method, words, links, bias, rawScore, style, score, label }: Explanation): string {
  if (method !== 'additive') {
    return 'Each value is what the score loses when that word alone is left out; such values need not add up.';
  }
  const total = [...words, ...links].reduce((sum, { value }) => sum + value, 0);
  return (
    `Every film begins at ${signed(bias)}; the words of this one add ${signed(total)}, ` +
    `which makes ${signed(rawScore)}; the way they are written moves it by ${signed(style)}. Of films with that score, ` +
    `${percent(score)} are ${label}.`
  );
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
