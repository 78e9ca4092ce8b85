import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeatureBlock, LabelledMovie } from 'genrekit';
import { loadPretrained } from 'genrekit/pretrained';
import { englishStopWords } from 'genrekit/toolkit';
import { markdownTable } from './report.ts';

/** What is needed to time the bundled weights beside their peers. */
export interface BundledSpeedInput {
  readonly train: readonly LabelledMovie[];
  readonly test: readonly LabelledMovie[];
  readonly repeats: number;
  readonly python: string;
  readonly fasttext: string;
}

/** Rows of the file that fastText and genrekit read, so that starting a process is not all that is timed. */
const FILE_ROWS = 20_000;

/**
 * Times the default weights of the package beside scikit-learn, which makes as many features of the same kinds and scores
 * them, and beside fastText, both as programs that read a file.
 *
 * @param input - rows, and where the peers are; one that is missing is skipped with a word
 * @returns a table and a note, in Markdown
 */
export async function timeBundled(input: BundledSpeedInput): Promise<string> {
  const test = input.test.map(({ title = '', plot = '' }) => ({
    title: oneLine(title),
    plot: oneLine(plot),
  }));
  const classifier = await loadPretrained();
  const single: number[] = [];
  for (let round = 0; round < 3; round++) {
    single.length = 0; // the first rounds warm up
    for (const movie of test) single.push(secondsOf(() => classifier.predict(movie)));
  }
  const sklearn = timeSklearn(input, test, await blocksOf(classifier));
  // A batch takes a twentieth of a second, in which anything may come in between: there are many of them.
  const batch = Array.from({ length: 10 * input.repeats }, () =>
    secondsOf(() => classifier.predictAll(test)),
  );
  const own = test.length / median(batch);
  const perSecond = (rows: number) => `${Math.round(rows).toLocaleString('en')} rows/s`;
  const rows = [['predict, one movie at a time (median)', `${(median(single) * 1e6).toFixed(1)} µs`, '', '']];
  if (sklearn !== undefined) {
    const peer = test.length / median(sklearn.seconds);
    rows.push([
      `predictAll; scikit-learn ${sklearn.version}: vectorise and decision_function, ${sklearn.featureCount} features`,
      perSecond(own),
      perSecond(peer),
      `${(own / peer).toFixed(2)} ×`,
    ]);
  } else rows.push(['predictAll; scikit-learn was skipped, it is not installed', perSecond(own), '–', '–']);
  const files = timeFiles(input, test);
  const whole = `a file of ${FILE_ROWS.toLocaleString('en')} rows, five genres each, with the start of the process`;
  const inSeconds = (seconds: number) => `${seconds.toFixed(2)} s`;
  rows.push(
    files.peer === undefined
      ? [`${whole}; fastText was skipped, it is not installed`, inSeconds(files.own), '–', '–']
      : [
          `${whole}; fastText predict-prob (-loss ova -wordNgrams 2 -bucket 200000)`,
          inSeconds(files.own),
          inSeconds(files.peer),
          `${(files.peer / files.own).toFixed(2)} ×`,
        ],
  );
  const note =
    `The bundled default weights on the ${test.length} test rows of tmdb-10k, title and plot, one thread, medians of ` +
    `${input.repeats}. predictAll calibrates and decides too, the peers do not. Ratios are how many times as fast as the peer.`;
  return `${note}\n\n${markdownTable(['what', 'genrekit', 'peer', 'ratio'], rows)}`;
}

interface PeerBlock {
  readonly field: string;
  readonly termCount: number;
  readonly ngrams: readonly number[];
  readonly weight: number;
  readonly stopWords: readonly string[] | null;
  readonly prefixLength: number | null;
}

/** How the features of the weights are made, in words that scikit-learn understands. */
async function blocksOf(classifier: Awaited<ReturnType<typeof loadPretrained>>): Promise<PeerBlock[]> {
  const { features } = classifier.options;
  if (features.kind !== 'tfidf')
    throw new Error(`The default weights have features of kind ${features.kind}.`);
  const { blocks } = await classifier.inspect({ wordCount: 0 });
  const settings: readonly FeatureBlock[] = [...features.title, ...features.plot];
  return settings.map(({ ngrams = [1, 1], weight = 1, stopWords, prefixLength = Infinity }, i) => ({
    field: blocks[i]!.field,
    termCount: blocks[i]!.termCount,
    ngrams,
    weight,
    stopWords: stopWords === 'english' ? englishStopWords() : null,
    prefixLength: Number.isFinite(prefixLength) ? prefixLength : null,
  }));
}

function timeSklearn(
  { train, repeats, python }: BundledSpeedInput,
  test: readonly object[],
  blocks: readonly PeerBlock[],
): { version: string; featureCount: number; seconds: number[] } | undefined {
  const { status, stdout } = spawnSync(
    python,
    [fileURLToPath(new URL('peers/sklearn_batch.py', import.meta.url))],
    {
      input: JSON.stringify({
        train: train.map(({ title = '', plot = '' }) => ({ title, plot })),
        ...{ test, blocks, labelCount: 22, repeats },
      }),
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    },
  );
  return status === 0 ? JSON.parse(stdout) : undefined;
}

/** Seconds that whole processes take for one file, in turn. */
function timeFiles(
  { train, repeats, fasttext }: BundledSpeedInput,
  test: readonly { title: string; plot: string }[],
): { own: number; peer: number | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-speed-'));
  try {
    const [trainFile, testFile, model] = ['train.txt', 'test.txt', 'model'].map((name) => join(folder, name));
    const lines = test.map(({ title, plot }) => `${title}\t${plot}`);
    writeFileSync(
      testFile!,
      `${Array.from({ length: FILE_ROWS }, (_, i) => lines[i % lines.length]).join('\n')}\n`,
    );
    const examples = train.map(({ genres, title = '', plot = '' }) =>
      [...genres.map((genre) => `__label__${genre}`), oneLine(title), oneLine(plot)].join(' '),
    );
    writeFileSync(trainFile!, `${examples.join('\n')}\n`);
    const settings = [
      '-loss',
      'ova',
      '-wordNgrams',
      '2',
      '-bucket',
      '200000',
      '-thread',
      '1',
      '-verbose',
      '0',
    ];
    const hasPeer = run(fasttext, ['supervised', '-input', trainFile!, '-output', model!, ...settings]);
    const own: number[] = [];
    const peer: number[] = [];
    for (let repeat = 0; repeat <= repeats; repeat++) {
      own.push(secondsOf(() => run(process.execPath, [script, testFile!])));
      if (hasPeer)
        peer.push(secondsOf(() => run(fasttext, ['predict-prob', `${model}.bin`, testFile!, '5'])));
    }
    return { own: median(own.slice(1)), peer: hasPeer ? median(peer.slice(1)) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const script = fileURLToPath(new URL('peers/predictFile.mjs', import.meta.url));

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function secondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1e3;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
