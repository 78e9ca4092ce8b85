// Builds the page into docs/demo/dist, or into the folder given, from the built package: npm run demo:page
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = resolve(process.argv[2] ?? `${here}dist`);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
cpSync(`${here}index.html`, `${dist}/index.html`);
await build({
  entryPoints: { demo: `${here}main.ts`, style: `${here}style.css` },
  outdir: dist,
  bundle: true,
  minify: true,
  // One classic script, so that the page opens from a disk as well as from a server.
  format: 'iife',
  target: 'es2022',
  platform: 'browser',
  legalComments: 'none',
  // The chunks of the package name each other for their order alone.
  logOverride: { 'ignored-bare-import': 'silent' },
  // Without the paths of tsconfig.json: `genrekit` is what its package.json exports.
  tsconfigRaw: '{}',
  // A function, so that the page can hand its own code to a worker: scripts cannot be read from a disk.
  banner: { js: 'function genrekitDemo() {' },
  footer: { js: '}\ngenrekitDemo();' },
});
console.log(`Open ${dist}/index.html, or serve the folder.`);
