// The whole gate, step by step: `npm test` runs it. Every step runs even when one before it failed, unless it needs
// what the failed one makes; the closing line counts steps and single tests together.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

const testReport = 'coverage/tests.json';
const steps = [
  ['format and lint', 'biome', ['ci', '--error-on-warnings', '.']],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['build', 'tsup', ['--silent'], { isRequired: true }],
  ['types of the page', 'tsc', ['--noEmit', '-p', 'docs/demo']],
  ['package.json and files', 'publint', ['--strict']],
  ['types of the built package', 'attw', ['--pack', '.', '--profile', 'node16']],
  ['documentation', 'typedoc', ['--emit', 'none']],
  [
    'tests',
    'vitest',
    ['run', '--coverage', '--reporter=default', '--reporter=json', `--outputFile.json=${testReport}`],
    { isCounted: true },
  ],
];

let passed = 0;
let failed = 0;
rmSync(testReport, { force: true });
for (const [name, command, args, { isRequired = false, isCounted = false } = {}] of steps) {
  console.log(`\n== ${name}: ${command} ${args.join(' ')}`);
  const { status } = spawnSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' });
  const isOk = status === 0;
  console.log(`== ${name}: ${isOk ? 'passed' : 'FAILED'}`);
  if (isCounted) {
    const { numPassedTests, numFailedTests } = readReport();
    passed += numPassedTests;
    failed += numFailedTests;
    if (!isOk && numFailedTests === 0) failed++;
  } else if (isOk) passed++;
  else failed++;
  if (!isOk && isRequired) break;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function readReport() {
  try {
    return JSON.parse(readFileSync(testReport, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
