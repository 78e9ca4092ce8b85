import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';

/** What a consumer is asked about. */
interface Text {
  readonly title?: string;
  readonly plot?: string;
}

/** Where engines might differ: accents, case of other languages, halves of pairs, line ends, no known word, much of one. */
const ODD: readonly Text[] = [
  { title: 'Amélie' },
  { title: 'AMÉLIE', plot: 'Ame\u0301lie is a waitress in Montmartre.' },
  { title: 'İstanbul', plot: 'ΟΔΥΣΣΕΥΣ sails home; STRASSE, straße.' },
  { title: '七人の侍', plot: '七人の侍が村を守る。' },
  { title: 'Война и мир' },
  { plot: 'A detective 🕵️‍♀️ hunts a killer\r\nin the rain.\r\n\tHe fails.' },
  { plot: 'half a pair \ud83d and the other \ude00 half' },
  { title: '1917', plot: "3 soldiers, 24 hours, 1,600 lives: don’t stop; it's over by 5.30 p.m." },
  { title: 'qwx', plot: 'zzv kjh vvv' },
  { plot: 'murder '.repeat(2000) },
  { title: 'a'.repeat(20_000) },
  { title: '!', plot: ' \u00a0\u3000 love \u200b war ' },
];

/** How many texts all consumers score. */
const TEXT_COUNT = 500;

/**
 * @returns 500 texts: the odd ones, and the fixtures' movies by their titles, by their plots, and by both in turn
 */
export function movies(): Text[] {
  const texts = [...ODD];
  for (const part of ['part-a', 'part-b']) {
    const file = fileURLToPath(new URL(`../../fixtures/movies/${part}.csv`, import.meta.url));
    const { data } = Papa.parse<Required<Text>>(readFileSync(file, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    for (const { title, plot } of data) {
      const shape = texts.length % 3;
      texts.push(shape === 0 ? { title } : shape === 1 ? { plot } : { title, plot });
    }
  }
  return texts.slice(0, TEXT_COUNT);
}
