import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('RESULTS.md', import.meta.url));

/** One line that says where and when numbers were measured. */
export function describeMachine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const day = new Date().toISOString().slice(0, 10);
  return `Measured ${day} on ${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GiB, Node ${process.version}.`;
}

/** A table in Markdown, padded so that it can be read as text too. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** Puts a part of bench/RESULTS.md, or of another page, in place of the one of that name. */
export function writeResults(part: string, text: string, page = path): void {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- end ${part} -->`];
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '# Results\n';
  const block = `${begin}\n${text}\n${end}`;
  const start = before.indexOf(begin);
  const after =
    start < 0
      ? `${before.trimEnd()}\n\n${block}\n`
      : before.slice(0, start) + block + before.slice(before.indexOf(end) + end.length);
  writeFileSync(page, after);
}
