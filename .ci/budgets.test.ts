import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const dist = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/** What an entry point costs a web page, in kilobytes, minified and gzipped, lazily loaded weights not counted. */
const budgets: [entry: string, kilobytes: number][] = [
  ['index.js', 25],
  ['data.js', 16],
  ['pretrained.js', 26],
  ['wink.js', 6],
];

describe.skipIf(!existsSync(dist('index.js')))('byte budgets of the built package', () => {
  it.each(budgets)('%s stays within %d KB', async (entry, kilobytes) => {
    const size = await bundledSize(`export * from ${JSON.stringify(dist(entry))};`);
    console.log(`${entry}: ${(size / 1000).toFixed(1)} KB of ${kilobytes} KB`);
    expect(size).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it('lets a bundler take one metric and leave the rest', async () => {
    const size = await bundledSize(`export { hammingLoss } from ${JSON.stringify(dist('index.js'))};`);
    expect(size).toBeLessThanOrEqual(3000);
  });
});

async function bundledSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dist('.') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external: ['wink-nlp', 'wink-eng-lite-web-model', '*.bin', './model-*'],
    splitting: true,
    outdir: '/unused',
    write: false,
  });
  // The first file is the entry; dynamic imports become files of their own, loaded only when asked for.
  const entry = outputFiles.find((file) => /stdin\.js$/.test(file.path)) ?? outputFiles[0]!;
  const shared = outputFiles.filter(
    (file) => file !== entry && entry.text.includes(`from"./${file.path.split('/').pop()}"`),
  );
  return [entry, ...shared].reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
}
