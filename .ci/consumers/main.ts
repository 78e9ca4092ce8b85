// Loads and runs the packed package in every bundler and runtime that can be had here, and compares all scores to the
// last bit:
//   npm run test:consumers [-- --only NAME] [-- --update]
// --only takes a part of a consumer's name; --update stores the answers of Node as the golden ones.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { browserObstacle, openBrowser } from './browser.ts';
import { builtIn } from './builtIn.ts';
import type { Answer, Consumer } from './Consumer.ts';
import { otherEntries } from './entries.ts';
import { readGolden, writeGolden } from './golden.ts';
import { installTools } from './installTools.ts';
import { makeProject, obstacle } from './makeProject.ts';
import { nodeConsumers } from './node.ts';
import { onDemand } from './onDemand.ts';
import { type Row, table } from './table.ts';

const { values: args } = parseArgs({
  options: { only: { type: 'string', default: '' }, update: { type: 'boolean', default: false } },
});
if (obstacle !== undefined) {
  console.error(obstacle);
  process.exit(2);
}

const project = makeProject(true);
let opened: Promise<Browser> | undefined;
const browser = () => {
  opened ??= openBrowser();
  return opened;
};
const rows: Row[] = [];
let browserVersion: string | undefined;
try {
  const consumers = args.update ? [] : chosen();
  const entries = args.update
    ? ['default', ...otherEntries]
    : consumers.map(({ entry = 'default' }) => entry);
  const answers: Record<string, Answer> = {};
  for (const entry of new Set(entries)) {
    const folder = entry === 'default' ? project : join(project, entry);
    answers[entry] = await nodeConsumers[0]!.run({ project: folder, tools: '', browser });
  }
  if (args.update) writeGolden(answers);
  for (const consumer of consumers) rows.push(await judge(consumer, answers[consumer.entry ?? 'default']!));
} finally {
  const ready = await opened?.catch(() => undefined);
  browserVersion = ready?.version();
  await ready?.close();
  rmSync(project, { recursive: true, force: true });
}

const golden = readGolden()!;
if (rows.length > 0) console.log(`\n${table(rows)}`);
if (browserVersion !== undefined) console.log(`\nChromium ${browserVersion}`);
const count = (result: Row['result']) => rows.filter((row) => row.result === result).length;
console.log(
  `\n${golden.textCount} texts, ${golden.genreCount} genres, golden hash ${golden.hash}: ` +
    `${count('passed')} passed, ${count('FAILED')} failed, ${count('skipped')} skipped`,
);
process.exitCode = count('FAILED') === 0 ? 0 : 1;

function chosen(): Consumer[] {
  const all = [...builtIn, ...onDemand].filter(({ name }) =>
    name.toLowerCase().includes(args.only.toLowerCase()),
  );
  if (all.length === 0) throw new Error(`No consumer has "${args.only}" in its name.`);
  return all;
}

/** Runs a consumer, and holds its answer against that of Node here and against the stored one. */
async function judge(consumer: Consumer, reference: Answer): Promise<Row> {
  const { name, version = Object.values(consumer.tools ?? {})[0] ?? '' } = consumer;
  const ended = (row: Omit<Row, 'name' | 'version'>): Row => {
    console.log(`${row.result}: ${name}${row.reason ? `: ${row.reason}` : ''}`);
    return { name, version, ...row };
  };
  let tools = '';
  try {
    if (consumer.obstacle !== undefined) throw new Error(consumer.obstacle);
    if (consumer.needsBrowser && browserObstacle !== undefined) throw new Error(browserObstacle);
    if (consumer.tools !== undefined) tools = installTools(consumer.tools);
  } catch (error) {
    return ended({ result: 'skipped', reason: messageOf(error) });
  }
  try {
    const answer = await consumer.run({ project, tools, browser });
    if (answer.hash !== reference.hash) {
      return ended({ result: 'FAILED', reason: `scores differ from Node's, ${reference.hash}`, answer });
    }
    const hash = readGolden(consumer.entry)?.hash;
    if (answer.hash === hash) return ended({ result: 'passed', answer });
    const reason = `scores differ from the stored ones, ${hash}; when the weights have changed: npm run test:consumers -- --update`;
    return ended({ result: 'FAILED', reason, answer });
  } catch (error) {
    return ended({ result: 'FAILED', reason: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 6).join(' | ');
}
