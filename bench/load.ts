// Cold import to first answer of the bundled weights, in processes of their own:
//   npm run bench:load [-- --repeats 10]
// What a bare Node takes to start and end is measured in turn with it, and taken off.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, markdownTable } from './report.ts';

const { values: args } = parseArgs({ options: { repeats: { type: 'string', default: '10' } } });
const movie = JSON.stringify({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
const dist = new URL('../dist/', import.meta.url);
const scripts: readonly [name: string, code: string][] = [
  ['bare Node', ''],
  [
    'import',
    `const { loadPretrained } = await import('${dist}pretrained.js'); (await loadPretrained()).predict(${movie});`,
  ],
  [
    'require',
    `import { createRequire } from 'node:module';
     const { loadPretrained } = createRequire(import.meta.url)('${new URL('pretrained.cjs', dist).pathname}');
     (await loadPretrained()).predict(${movie});`,
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'genrekit-load-'));
const times = scripts.map((): { wall: number[]; cpu: number[] } => ({ wall: [], cpu: [] }));
const tail = `\nconst { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000));`;
try {
  for (const [i, [, code]] of scripts.entries()) writeFileSync(join(folder, `${i}.mjs`), code + tail);
  for (let repeat = -1; repeat < Number(args.repeats); repeat++) {
    for (const i of scripts.keys()) {
      const began = performance.now();
      const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, `${i}.mjs`)], {
        encoding: 'utf8',
      });
      const wall = performance.now() - began;
      if (status !== 0) throw new Error(stderr);
      if (repeat < 0) continue; // fills the disk's cache
      times[i]!.wall.push(wall);
      times[i]!.cpu.push(Number(stdout));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const bare = { wall: median(times[0]!.wall), cpu: median(times[0]!.cpu) };
const rows = scripts.map(([name], i) => {
  const { wall, cpu } = times[i]!;
  const above = (value: number, base: number) => (i === 0 ? '' : (value - base).toFixed(1));
  return [
    name,
    median(wall).toFixed(1),
    `${Math.min(...wall).toFixed(1)}-${Math.max(...wall).toFixed(1)}`,
    above(median(wall), bare.wall),
    above(median(cpu), bare.cpu),
  ];
});
console.log(describeMachine());
console.log(`Cold import to first answer, ms, median of ${args.repeats} processes:`);
console.log(markdownTable(['', 'process', 'range', 'above bare Node', 'of it, processor time'], rows));
