import { readFileSync } from 'node:fs';
import { markdownTable } from '../report.ts';

/**
 * The quality of all bundled weights side by side, from the tables that `npm run pretrain -- --test` has put into RESULTS.md.
 *
 * @param names - of the weights
 * @returns a table of micro-F1 / macro-F1, each by the thresholds of its own objective and of the films' catalogue
 */
export function entryTable(names: readonly string[]): string {
  const page = readFileSync(new URL('../RESULTS.md', import.meta.url), 'utf8');
  const rows: string[][] = [];
  names.forEach((name, place) => {
    const [, table = ''] = new RegExp(`<!-- pretrained ${name} -->([^]*?)<!-- end`).exec(page) ?? [];
    const lines = table.split('\n').filter((line) => /^\| \S+ +\| (title|plot)/.test(line));
    lines.forEach((line, i) => {
      const [, catalogue = '', input = '', count = '', , micro, macro] = line
        .split('|')
        .map((cell) => cell.trim());
      rows[i] ??= [input, catalogue === 'streaming' ? 'stream' : catalogue, count];
      rows[i]![3 + place] = [micro, macro].map((value) => Number(value).toFixed(3)).join(' / ');
    });
  });
  return markdownTable(['given', 'catalogue', 'films', ...names], rows);
}
