import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const dist = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/**
 * What an entry point costs a web page, minified and gzipped as servers do it, by zlib: every name of it, with all that it loads at once, in one
 * chunk. What is loaded only when asked for (weights, training, evaluation, saving) has a budget of its own below; how
 * a bundler cuts what both need into chunks is its own affair, and costs about a kilobyte more with esbuild.
 */
const budgets: [entry: string, kilobytes: number][] = [
  ['index.js', 25],
  ['attention.js', 20],
  ['blend.js', 27],
  ['data.js', 22],
  ['feed-forward.js', 12],
  ['metrics.js', 10],
  ['pretrained.js', 25],
  ['pretrained-attention.js', 25],
  ['pretrained-blend.js', 26],
  ['pretrained-card.js', 1],
  ['pretrained-chain.js', 25],
  ['pretrained-ml-knn.js', 30],
  ['strategies.js', 8],
  ['toolkit.js', 55],
  ['wink.js', 6],
];

/** What weights cost, compressed as they are: they are unpacked after they are loaded. */
const payloads: [name: string, kilobytes: number, files: string[]][] = [
  ['default', 500, ['default']],
  ['attention', 2500, ['attention']],
  ['chain', 700, ['chain']],
  ['ml-knn', 1500, ['ml-knn']],
  ['blend', 3000, ['default', 'attention', 'blend']],
];

const OPENING = 'openingCode';

/**
 * What few pages ask for; each comes in a file of its own, which no other page loads. What several of them share with
 * what opens models counts there alone.
 */
const onDemand: [name: string, kilobytes: number, file: string][] = [
  ['the fitting of chains', 3, 'fitChains'],
  ['the fitting of label powersets', 2, 'fitPowerset'],
  ['the fitting of ML-KNN', 1, 'fitPosteriors'],
  ['explanations', 6, 'explainMovie'],
  ['code that adapts a model', 7, 'adaptations'],
  ['the label graph', 2, 'graphLabels'],
  ['the overview of a model', 2, 'inspectModel'],
  ['the sizing of sets', 1, 'calibrateSets'],
  ['the habits of catalogues', 2, 'fitCatalogues'],
  ['the fitting of genres to each other', 3, 'joinLabels'],
  ['the fitting of style', 2, 'fitShapeStyles'],
  ['genres that are fitted to each other, and style', 3, OPENING],
  ["tuning to movies of one's own", 2, 'tuneToMovies'],
  ['the weighing of evidence', 2, 'detailMovie'],
];

describe.skipIf(!existsSync(dist('index.js')))('byte budgets of the built package', () => {
  it.each(budgets)('%s stays within %d KB', async (entry, kilobytes) => {
    const atOnce = await sizeAtOnce(`export * from ${JSON.stringify(dist(entry))};`);
    console.log(`${entry}: ${(atOnce / 1000).toFixed(2)} KB of ${kilobytes} KB`);
    expect(atOnce).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it.each(payloads)('the weights of %s stay within %d KB', (name, kilobytes, files) => {
    const sizeOf = (file: string) =>
      statSync(fileURLToPath(new URL(`../src/pretrained/${file}.bin`, import.meta.url))).size;
    const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
    console.log(`weights of ${name}: ${(bytes / 1000).toFixed(1)} KB of ${kilobytes} KB`);
    expect(bytes).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it('loads training, evaluation and saving within 40 KB when they are asked for', async () => {
    const { rest } = await sizesOnDemand(`export * from ${JSON.stringify(dist('index.js'))};`);
    console.log(`on demand: ${(rest / 1000).toFixed(1)} KB`);
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThanOrEqual(40_000);
  });

  it.each(onDemand)('loads %s within %d KB when asked for', async (name, kilobytes) => {
    const { parts } = await sizesOnDemand(`export * from ${JSON.stringify(dist('index.js'))};`);
    console.log(`${name}: ${(parts[name]! / 1000).toFixed(1)} KB`);
    expect(parts[name]).toBeGreaterThan(0);
    expect(parts[name]).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it('lets a bundler take one metric and leave the rest', async () => {
    expect(
      await sizeAtOnce(`export { hammingLoss } from ${JSON.stringify(dist('metrics.js'))};`),
    ).toBeLessThanOrEqual(3000);
  });
});

const options = (contents: string) =>
  ({
    stdin: { contents, resolveDir: dist('.') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external: ['wink-nlp', 'wink-eng-lite-web-model', './default-*'],
    outdir: '/unused',
    write: false,
  }) as const;

async function sizeAtOnce(contents: string): Promise<number> {
  const { outputFiles } = await build({
    ...options(contents),
    plugins: [
      {
        name: 'leave-on-demand-out',
        setup: ({ onResolve }) =>
          onResolve({ filter: /.*/ }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path, external: true } : undefined,
          ),
      },
    ],
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

/** What is loaded on demand: for each of the things above alone, and for all else. */
async function sizesOnDemand(
  contents: string,
): Promise<{ rest: number; parts: Readonly<Record<string, number>> }> {
  const { metafile, outputFiles } = await build({ ...options(contents), splitting: true, metafile: true });
  const paths = Object.keys(metafile.outputs);
  const reachable = (follows: (path: string, kind: string) => boolean) => {
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { path: next, kind } of metafile.outputs[path]!.imports) {
        if (paths.includes(next) && follows(next, kind)) visit(next);
      }
    };
    visit(paths.find((path) => path.endsWith('stdin.js'))!);
    return seen;
  };
  const without = (files: readonly string[]) =>
    reachable((path) => !files.some((file) => path.includes(file)));
  const files = onDemand.map(([, , file]) => file);
  const atOnce = reachable((_, kind) => kind === 'import-statement');
  const rest = without(files);
  const opening = without(files.filter((file) => file !== OPENING));
  const sizeOf = (wanted: readonly string[]) => {
    const chosen = wanted.map(
      (path) => outputFiles.find((file) => path.endsWith(file.path.split('/').at(-1)!))!,
    );
    return gzipSync(Buffer.concat(chosen.map((file) => file.contents)), { level: 9 }).length;
  };
  const parts = onDemand.map(([name, , file]) => {
    const withPart = without(files.filter((other) => other !== file && other !== OPENING));
    const others = file === OPENING ? rest : opening;
    return [name, sizeOf([...withPart].filter((path) => !others.has(path)))] as const;
  });
  return {
    rest: sizeOf([...rest].filter((path) => !atOnce.has(path))),
    parts: Object.fromEntries(parts),
  };
}
