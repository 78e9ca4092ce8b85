import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInMemory } from './cli/testing/runInMemory.ts';
import { temporaryFolder } from './cli/testing/temporaryFolder.ts';
import { readMovies } from './data/index.ts';
import {
  binaryRelevance,
  GenreClassifier,
  type GenrekitErrorCode,
  linearSvm,
  logisticRegression,
  type Token,
  tfidf,
} from './index.ts';
import { mlKnn } from './strategies/index.ts';
import { caught } from './testing/caught.ts';
import { deepFreeze } from './testing/deepFreeze.ts';
import { fixtureFiles, fixtureMovies } from './testing/fixtureMovies.ts';
import { type LooseJson, tamper } from './testing/tamper.ts';

/*
 * Whatever comes in, what comes out is an answer or one GenrekitError: with a code for programs, with a message for
 * people, and with nothing on standard output. Each row is one way of going wrong, and what is said of it.
 */

const folder = temporaryFolder();
const movies = deepFreeze(await fixtureMovies(40));
const movie = { title: 'Heat', plot: 'Cops and robbers.', genres: ['Crime'] };
const classifier = await new GenreClassifier({ foldCount: 2 }).fit(movies);
const bytes = await classifier.toBytes();
const model = folder.write('model.genre', bytes);
const table = fixtureFiles[0]!;

const fitOn = (list: unknown, options: object = {}, fitOptions?: unknown) =>
  new GenreClassifier({ foldCount: 2, ...options }).fit(list as never, fitOptions as never);
const predict = (given: unknown, options?: unknown) => classifier.predict(given as never, options as never);
const predictAll = (given: unknown) => classifier.predictAll(given as never);
const load = (given: unknown, options?: unknown) =>
  GenreClassifier.fromBytes(given as never, options as never);
const read = (text: unknown, options?: unknown) => readMovies(text as never, options as never);
const tampered = (change: (header: LooseJson) => void) => load(tamper(bytes, change));
/** Explains with an analyser that gives this token. */
const explainWith = async (token: Token) => {
  const analyser = { id: 'lost', tokens: () => [token] };
  const options = { foldCount: 2, features: tfidf({ analyser }) };
  return (await new GenreClassifier(options).fit(movies)).explain({ title: 'cops' });
};
/** The movies, one of them changed. */
const withOne = (change: object) => movies.map((one, row) => (row === 5 ? { ...one, ...change } : one));

type Case = readonly [name: string, run: () => unknown, code: GenrekitErrorCode, message: RegExp];

const TABLES: readonly Case[] = [
  ['an empty table', () => read(''), 'invalid-data', /^The table is empty/],
  ['a header alone', () => read('title,genres\n'), 'invalid-data', /has a header .* but no rows/],
  ['a file name in place of a table', () => read('movies.csv'), 'invalid-data', /not as the name of a file/],
  [
    'a table without texts',
    () => read('year,genres\n1999,War\n'),
    'invalid-data',
    /no title and no plot column; its columns are/,
  ],
  ['a table without genres', () => read('title\nHeat\n'), 'invalid-data', /has no genres column/],
  [
    'a table of which no row will do',
    () => read('title,genres\n,War\n'),
    'invalid-data',
    /None of the 1 rows .* on line 2: .*no title/,
  ],
  [
    'two columns of one meaning',
    () => read('title,Title,genres\na,b,War\n'),
    'invalid-data',
    /2 columns that may be "title"/,
  ],
  [
    'a column that is not there',
    () => read('title,genres\na,War\n', { where: { split: 'train' } }),
    'invalid-data',
    /needs a column "split"/,
  ],
  [
    'rows that nobody wants',
    () => read('title,genres,split\na,War,x\n', { where: { split: 'train' } }),
    'invalid-data',
    /should be "train" and is "x"/,
  ],
  [
    'a quote that is never closed in the header',
    () => read('title,"genres\na,War\n'),
    'invalid-data',
    /header of the table on line 1 cannot be read/,
  ],
  ['JSON that is no table', () => read('[1,2]'), 'invalid-data', /row is not a JSON object/],
  [
    'a ZIP archive',
    () => read(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)),
    'invalid-data',
    /ZIP archive or an Excel workbook/,
  ],
  [
    'gzip that is cut off',
    () => read(gzipSync('title,genres').subarray(0, 20)),
    'invalid-data',
    /gzip file is damaged or cut off/,
  ],
  ['binary bytes', () => read(new Uint8Array(64)), 'invalid-data', /NUL characters/],
  ['a number in place of a table', () => read(5), 'invalid-value', /A table is read from .*; got 5/],
  [
    'an unknown format',
    () => read('a', { format: 'xlsx' }),
    'invalid-option',
    /readMovies\.format must be one of/,
  ],
  [
    'an unknown encoding',
    () => read('a', { encoding: 'utf-9' }),
    'invalid-option',
    /encoding must be .*; got "utf-9"/,
  ],
];

const OPTIONS: readonly Case[] = [
  [
    'an unknown option',
    () => fitOn(movies, { folds: 3 }),
    'invalid-option',
    /no option "folds"; its options are/,
  ],
  [
    'a strategy by name',
    () => fitOn(movies, { strategy: 'svm' }),
    'invalid-option',
    /strategy must be made by .*; got "svm"/,
  ],
  [
    'a strategy that is none',
    () => fitOn(movies, { strategy: Object.freeze({ id: 'magic' }) }),
    'invalid-option',
    /unknown id "magic"/,
  ],
  [
    'features that are none',
    () => fitOn(movies, { features: Object.freeze({}) }),
    'invalid-option',
    /features must be made by tfidf/,
  ],
  [
    'thresholds by number',
    () => fitOn(movies, { thresholds: 0.5 }),
    'invalid-option',
    /thresholds must be an object; got 0\.5/,
  ],
  [
    'a negative C',
    () => linearSvm({ c: -1 }),
    'invalid-option',
    /linearSvm\.c must be a finite number above 0; got -1/,
  ],
  [
    'NaN for a tolerance',
    () => logisticRegression({ tolerance: Number.NaN }),
    'invalid-option',
    /tolerance must be .*; got NaN/,
  ],
  [
    'n-grams the wrong way round',
    () => tfidf({ ngrams: [3, 1] }),
    'invalid-option',
    /ngrams\[1\] must be .* at least 3.*; got 1/,
  ],
  [
    'null for features',
    () => tfidf(null as never),
    'invalid-option',
    /options of tfidf must be an object; got null/,
  ],
  [
    'a block that is none',
    () => tfidf({ title: [null as never] }),
    'invalid-option',
    /tfidf\.title\[0\] must be an object; got null/,
  ],
  [
    'blocks and the options of one',
    () => tfidf({ title: [], minDf: 2 } as never),
    'invalid-option',
    /either blocks .* or the options of one/,
  ],
  [
    'more genres than there are',
    () => fitOn(movies, { decoder: { kind: 'topK', k: 99 } }),
    'invalid-option',
    /must not exceed the number of labels/,
  ],
  [
    'a signal that is none',
    () => fitOn(movies, {}, { signal: 'stop' }),
    'invalid-option',
    /fit\.signal must be an AbortSignal; got "stop"/,
  ],
  [
    'a listener that is none',
    () => fitOn(movies, {}, { onProgress: true }),
    'invalid-option',
    /fit\.onProgress must be a function; got true/,
  ],
  [
    'a trainer that is none',
    () => fitOn(movies, {}, { trainer: {} }),
    'invalid-option',
    /fit\.trainer must be made by createWorkerPool/,
  ],
  [
    'an unknown option of a fit',
    () => fitOn(movies, {}, { epochs: 3 }),
    'invalid-option',
    /fit has no option "epochs"/,
  ],
  [
    'a fit that is stopped',
    () => fitOn(movies, {}, { signal: AbortSignal.abort() }),
    'aborted',
    /stopped by its AbortSignal/,
  ],
  [
    'an unknown option of a prediction',
    () => predict(movie, { top: 3 }),
    'invalid-option',
    /predict has no option "top"/,
  ],
  [
    'an unknown objective',
    () => predict(movie, { objective: 'f1' }),
    'invalid-option',
    /no thresholds for the objective "f1"/,
  ],
  [
    'a decoder of another shape',
    () => predict(movie, { decoder: ['topK'] }),
    'invalid-option',
    /decoder must be an object whose kind/,
  ],
  [
    'a big integer',
    () => predict(movie, { decoder: { kind: 'topK', k: 1n } }),
    'invalid-option',
    /whole number at least 1; got 1n/,
  ],
  [
    'a miss rate that promises nothing',
    () => classifier.predictSet({ title: 'Heat' }, { missRate: 0.9 }),
    'invalid-option',
    /missRate must be a finite number at least 0.01 and at most 0.5; got 0.9/,
  ],
  [
    'an option that predictSet does not have',
    () => classifier.predictSet({ title: 'Heat' }, { alpha: 0.1 } as never),
    'invalid-option',
    /predictSet has no option "alpha"/,
  ],
  [
    'sets calibrated on genres that nobody knows',
    () => classifier.calibrateSets([{ title: 'Gojira', genres: ['Kaiju'] }]),
    'invalid-data',
    /None of the 1 movies has a genre that the classifier knows/,
  ],
  [
    'an unknown genre to judge',
    () => classifier.evaluate(movies, { labels: ['Kaiju'] }),
    'unknown-label',
    /no label "Kaiju"/,
  ],
  [
    'a count of words below 0',
    () => classifier.inspect({ wordCount: -5 }),
    'invalid-option',
    /wordCount must be .*; got -5/,
  ],
  [
    'an unknown option of an explanation',
    () => classifier.explain(movie, 'Drama', { words: 3 } as never),
    'invalid-option',
    /explain has no option "words"; its options are decoder, objective/,
  ],
  [
    'an explanation by another objective',
    () => classifier.explain(movie, 'Drama', { objective: 'recallAtLeast' }),
    'invalid-option',
    /no thresholds for the objective "recallAtLeast"/,
  ],
  [
    'a search for no word',
    () => classifier.counterfactual(movie, 'Drama', { maxWords: 0 }),
    'invalid-option',
    /counterfactual\.maxWords must be a whole number at least 1 .*; got 0/,
  ],
  [
    'an endless search',
    () => classifier.counterfactual(movie, 'Drama', { maxTrials: Number.POSITIVE_INFINITY }),
    'invalid-option',
    /counterfactual\.maxTrials must be .*; got Infinity/,
  ],
  [
    'an unknown genre to explain',
    () => classifier.explain(movie, 'Kaiju'),
    'unknown-label',
    /no label "Kaiju"; known labels are/,
  ],
  [
    'a genre by number',
    () => classifier.explain(movie, 3 as never),
    'unknown-label',
    /no label 3; known labels are/,
  ],
  [
    'no genre to change',
    () => classifier.counterfactual(movie, undefined as never),
    'unknown-label',
    /no label undefined; known labels are/,
  ],
  [
    'titles stored now and then',
    () => mlKnn({ storesTitles: 'yes' as never }),
    'invalid-option',
    /mlKnn\.storesTitles must be true or false; got "yes"/,
  ],
  [
    'titles stored where there are no neighbours',
    () => binaryRelevance({ storesTitles: true } as never),
    'invalid-option',
    /binaryRelevance has no option "storesTitles"/,
  ],
  [
    'an unknown precision',
    () => classifier.toBytes({ weights: 'int2' as never }),
    'invalid-option',
    /weights must be one of .*; got "int2"/,
  ],
];

const MOVIES: readonly Case[] = [
  ['no movies', () => fitOn([]), 'invalid-data', /as many movies as folds, 2; got 0/],
  ['movies in a set', () => fitOn(new Set(movies)), 'invalid-value', /Movies must be an array .*; got a Set/],
  [
    'a hole among the movies',
    () => fitOn(Object.assign([...movies], { 7: undefined })),
    'invalid-movie',
    /^Movie 7 must be an object .*; got undefined/,
  ],
  [
    'a sparse list',
    () => fitOn(Object.assign(Array(9), { 1: movie })),
    'invalid-movie',
    /^Movie 0 must be an object/,
  ],
  ['a movie by name', () => predict('Heat'), 'invalid-movie', /^The movie must be an object .*; got "Heat"/],
  ['null for a movie', () => predict(null), 'invalid-movie', /; got null/],
  ['a list for a movie', () => predict([movie]), 'invalid-movie', /; got an array of 1/],
  [
    'a movie for a list',
    () => predictAll(movie),
    'invalid-value',
    /Movies must be an array .*; got an object/,
  ],
  [
    'an empty movie',
    () => predict({}),
    'invalid-movie',
    /needs a title or a plot that is not blank; got title undefined/,
  ],
  [
    'a blank movie',
    () => predict({ title: ' \n', plot: '\u3000' }),
    'invalid-movie',
    /not blank; got title " \\n" and plot/,
  ],
  [
    'a title that is a number',
    () => predict({ title: 1917 }),
    'invalid-movie',
    /The title of the movie must be a string; got 1917/,
  ],
  [
    'a plot that is a list',
    () => predictAll([movie, { plot: ['a'] }]),
    'invalid-movie',
    /The plot of movie 1 must be a string; got an array of 1/,
  ],
  [
    'a blank movie to explain',
    () => classifier.explain({ title: ' ' }),
    'invalid-movie',
    /^The movie needs a title or a plot/,
  ],
  [
    'a list to explain',
    () => classifier.explain([movie] as never),
    'invalid-movie',
    /^The movie must be an object .*; got an array of 1/,
  ],
  [
    'a movie to change by name',
    () => classifier.counterfactual('Heat' as never, 'Drama'),
    'invalid-movie',
    /^The movie must be an object .*; got "Heat"/,
  ],
  [
    'tokens that are not in the text',
    () => explainWith({ term: 'cop', start: 0, end: 99 }),
    'invalid-value',
    /the token "cop" from 0 to 99, which is no part of a text of length 4/,
  ],
  [
    'an explanation before a fit',
    () => new GenreClassifier().explain(movie),
    'not-fitted',
    /not fitted; call fit/,
  ],
  [
    'a search before a fit',
    () => new GenreClassifier().counterfactual(movie, 'Drama'),
    'not-fitted',
    /not fitted; call fit/,
  ],
  [
    'genres in text',
    () => fitOn(withOne({ genres: 'Drama' })),
    'invalid-labels',
    /genres of movie 5 .*; got "Drama"/,
  ],
  [
    'no genres at all',
    () => fitOn(withOne({ genres: undefined })),
    'invalid-labels',
    /genres of movie 5 .*; got undefined/,
  ],
  ['a blank genre', () => fitOn(withOne({ genres: ['Drama', ''] })), 'invalid-labels', /an array with ""/],
  ['a genre that is a number', () => fitOn(withOne({ genres: [18] })), 'invalid-labels', /an array with 18/],
  [
    'known genres in text',
    () => fitOn(withOne({ knownGenres: 'all' })),
    'invalid-labels',
    /knownGenres of movie 5 .*; got "all"/,
  ],
  [
    'a weight below 0',
    () => fitOn(withOne({ weight: -1 })),
    'invalid-value',
    /weight of movie 5 must be .*; got -1/,
  ],
  [
    'NaN for a weight',
    () => fitOn(withOne({ weight: Number.NaN })),
    'invalid-value',
    /weight of movie 5 must be .*; got NaN/,
  ],
  [
    'a weight without end',
    () => fitOn(withOne({ weight: 1e300 })),
    'invalid-value',
    /weight of movie 5 must be .*; got 1e\+300/,
  ],
  [
    'one movie many times',
    () => fitOn(Array(20).fill(movie)),
    'invalid-data',
    /got 20 with 1 different texts/,
  ],
  [
    'movies without a genre',
    () => fitOn(movies.map(({ title }) => ({ title, genres: [] }))),
    'invalid-labels',
    /nothing to learn/,
  ],
  [
    'a prediction before a fit',
    () => new GenreClassifier().predict(movie),
    'not-fitted',
    /not fitted; call fit\(movies\), or load one/,
  ],
];

/** The model with a byte changed, and no right checksum. */
function damaged(at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= 0xff;
  return copy;
}

const MODELS: readonly Case[] = [
  ['nothing', () => load(undefined), 'invalid-model', /Uint8Array or an ArrayBuffer; got undefined/],
  ['text', () => load('model.genre'), 'invalid-model', /read from a Uint8Array .*; got "model\.genre"/],
  ['no bytes', () => load(new Uint8Array(0)), 'invalid-model', /it is empty/],
  ['a web page', () => load(new TextEncoder().encode('<!doctype html>')), 'invalid-model', /looks like HTML/],
  [
    'a Python pickle',
    () => load(Uint8Array.of(0x80, 4, 0x95)),
    'invalid-model',
    /looks like a Python pickle/,
  ],
  [
    'half a file',
    () => load(bytes.subarray(0, bytes.length / 2)),
    'invalid-model',
    /truncated: \d+ of \d+ bytes/,
  ],
  [
    'a file and more',
    () => load(Buffer.concat([bytes, bytes])),
    'invalid-model',
    /ends at byte \d+, but \d+ bytes were given/,
  ],
  [
    'a damaged file',
    () => load(damaged(bytes.length - 100)),
    'invalid-model',
    /damaged: its bytes have the CRC-32/,
  ],
  [
    'a file of tomorrow',
    () => load(withVersion(2)),
    'unsupported-model',
    /formatVersion 2, and this build reads up to 1/,
  ],
  [
    'a file too large',
    () => load(bytes, { maxBytes: 100 }),
    'invalid-model',
    /too large.*above the limit of 100/,
  ],
  [
    'analysers in text',
    () => load(bytes, { analysers: 'wink' }),
    'invalid-option',
    /analysers must be a list/,
  ],
  [
    'a model of something else',
    () => tampered((h) => Object.assign(h, { kind: 'poem' })),
    'unsupported-model',
    /it holds "poem"/,
  ],
  ['a model without labels', () => tampered((h) => h.labels.splice(0)), 'invalid-model', /it has no labels/],
  [
    'labels in another order',
    () => tampered((h) => h.labels.reverse()),
    'invalid-model',
    /Expected the labels/,
  ],
  [
    'a label twice',
    () => tampered((h) => h.labels.splice(1, 1, h.labels[0])),
    'invalid-model',
    /occurs twice/,
  ],
  [
    'a strategy of tomorrow',
    () => tampered((h) => Object.assign(h.parts.strategy, { id: 'oracle' })),
    'unsupported-model',
    /"oracle"/,
  ],
  [
    'a setting of tomorrow',
    () => tampered((h) => Object.assign(h.options, { warmth: 3 })),
    'invalid-model',
    /no option "warmth"/,
  ],
  [
    'a decoder out of range',
    () => tampered((h) => Object.assign(h.options, { decoder: { kind: 'topK', k: 1e9 } })),
    'invalid-model',
    /labels, \d+; got 1000000000/,
  ],
  [
    'thresholds that are no numbers',
    () => tampered((h) => h.parts['decision-plot'].thresholds[0].values.fill('0')),
    'invalid-model',
    /thresholds are damaged/,
  ],
  [
    'thresholds for nothing',
    () => tampered((h) => h.parts['decision-plot'].thresholds.splice(0)),
    'invalid-model',
    /has no thresholds/,
  ],
  [
    'a calibration that is none',
    () => tampered((h) => h.parts['decision-title'].calibration.kinds.fill('tarot')),
    'invalid-model',
    /unknown kind "tarot"/,
  ],
  [
    'more documents than there are',
    () => tampered((h) => Object.assign(h.parts.features0, { documentCount: 1 })),
    'invalid-model',
    /in more than there are/,
  ],
  [
    'a summary without numbers',
    () => tampered((h) => Object.assign(h.summary.outOfFold, { plot: {} })).inspect(),
    'invalid-model',
    /summary must tell/,
  ],
  [
    'weights of the wrong number',
    () =>
      load(
        tamper(bytes, (_, sections) =>
          sections.set('strategy/weights', { type: 'f32', data: new Float32Array(3) }),
        ),
      ),
    'invalid-model',
    /'weights' .* of \d+/,
  ],
  [
    'biases beyond all bounds',
    () =>
      load(
        tamper(bytes, (header, sections) =>
          sections.set('strategy/biases', {
            type: 'f64',
            data: new Float64Array(header.labels.length).fill(1e300),
          }),
        ),
      ),
    'invalid-model',
    /Scores must be finite and within|biases/,
  ],
];

/** The model with another format version and a right checksum. */
function withVersion(version: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint16(8, version, true);
  return reseal(copy);
}

function reseal(file: Uint8Array): Uint8Array {
  let crc = 0xffffffff;
  for (const byte of file.subarray(0, -4)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  new DataView(file.buffer).setUint32(file.length - 4, ~crc >>> 0, true);
  return file;
}

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

describe.each([
  ['tables', TABLES],
  ['options', OPTIONS],
  ['movies', MOVIES],
  ['models', MODELS],
])('bad %s', (_, cases) => {
  it.each(cases)('%s', async (_name, run, code, message) => {
    const error = await caught(run);
    const written = [...printed];
    vi.restoreAllMocks();
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    // A sentence for people: of some length, on one line, with no sign of a program gone astray.
    expect(error.message).toMatch(/^[A-Za-z'].*[.)]$/);
    expect(error.message).not.toMatch(/\[object |undefined is not|Cannot read properties/);
    expect(written).toEqual([]);
  });
});

type CommandCase = readonly [
  name: string,
  args: readonly string[],
  exitCode: number,
  code: string,
  message: RegExp,
];

const out = folder.path('out.genre');
const notModel = folder.write('not.genre', 'title,plot\n');
const twisted = folder.write(
  'twisted.genre',
  tamper(bytes, (h) => h.labels.reverse()),
);
const noGenres = folder.write('plain.csv', 'title,plot\nHeat,Cops.\n');
const empty = folder.write('empty.csv', '');
const binary = folder.write('binary.csv', new Uint8Array(64));
const one = folder.write('one.csv', 'title,genres\nHeat,Crime\n');
const spaces = folder.write('spaces.json', '[1]');
const heat = ['--title', 'Heat'];

const COMMANDS: readonly CommandCase[] = [
  ['an unknown command', ['guess'], 2, 'usage', /unknown command 'guess'/],
  [
    'an unknown flag',
    ['predict', '--titel', 'Heat'],
    2,
    'usage',
    /unknown option '--titel' \(Did you mean --title\?\)/,
  ],
  ['a word too many', ['predict', ...heat, 'again'], 2, 'usage', /too many arguments/],
  ['a flag without its value', ['predict', '--title'], 2, 'usage', /'-t, --title <text>' argument missing/],
  ['nothing to predict', ['predict'], 2, 'invalid-option', /There is nothing to predict; give --title/],
  ['a movie and a table', ['predict', ...heat, '--input', one], 2, 'invalid-option', /give one or the other/],
  [
    'two plots',
    ['predict', '--plot', 'a', '--description', 'b'],
    2,
    'invalid-option',
    /mean the same; give one of them/,
  ],
  [
    'an output for one movie',
    ['predict', ...heat, '--output', out],
    2,
    'invalid-option',
    /--output belongs to --input/,
  ],
  [
    'a filter for one movie',
    ['predict', ...heat, '--where', 'a=b'],
    2,
    'invalid-option',
    /--where belongs to --input/,
  ],
  [
    'two ways to decide',
    ['predict', ...heat, '--top', '3', '--decoder', 'single'],
    2,
    'invalid-option',
    /--top shows as many genres/,
  ],
  ['the top 0', ['predict', ...heat, '--top', '0'], 2, 'usage', /Use a whole number from 1/],
  ['an unknown field', ['predict', ...heat, '--fields', 'year'], 2, 'usage', /Use title, plot or title,plot/],
  [
    'an objective that every object has',
    ['predict', ...heat, '--objective', 'constructor'],
    2,
    'usage',
    /Use one of micro-f1/,
  ],
  [
    'a decoder that every object has',
    ['predict', ...heat, '--decoder', '__proto__'],
    2,
    'usage',
    /Use one of threshold/,
  ],
  [
    'an objective it was not tuned for',
    ['predict', ...heat, '--model', model, '--objective', 'recall'],
    2,
    'invalid-option',
    /no thresholds for the objective "recallAtLeast"/,
  ],
  [
    'a blank movie',
    ['predict', '--title', ' ', '--model', model],
    3,
    'invalid-movie',
    /The movie needs a title or a plot/,
  ],
  [
    'a movie without the field',
    ['predict', ...heat, '--fields', 'plot', '--model', model],
    3,
    'invalid-movie',
    /The movie needs a plot that is not blank; got title "Heat"/,
  ],
  [
    'a model that is not there',
    ['predict', ...heat, '--model', folder.path('no.genre')],
    2,
    'file-error',
    /Cannot read '.*no\.genre': there is no such file/,
  ],
  [
    'a folder for a model',
    ['inspect', '--model', folder.path('.')],
    2,
    'file-error',
    /it is a folder, not a file/,
  ],
  [
    'a table for a model',
    ['inspect', '--model', notModel],
    4,
    'invalid-model',
    /Not a \.genre file: it starts with/,
  ],
  [
    'a model that was tampered with',
    ['predict', ...heat, '--model', twisted],
    4,
    'invalid-model',
    /Expected the labels/,
  ],
  [
    'a table that is not there',
    ['predict', '--input', folder.path('no.csv'), '--model', model],
    2,
    'file-error',
    /there is no such file or folder/,
  ],
  [
    'an empty table',
    ['predict', '--input', empty, '--model', model],
    3,
    'invalid-data',
    /The table is empty/,
  ],
  ['a table of bytes', ['predict', '--input', binary, '--model', model], 3, 'invalid-data', /NUL characters/],
  [
    'an output that cannot be',
    ['predict', '--input', one, '--output', folder.path('a/b.csv'), '--model', model],
    2,
    'file-error',
    /Cannot write '.*b\.csv'/,
  ],
  ['nothing to train on', ['train', '--out', out], 2, 'usage', /missing required argument 'data'/],
  [
    'nowhere to put the model',
    ['train', table],
    2,
    'usage',
    /required option '-o, --out <file>' not specified/,
  ],
  [
    'an unknown strategy',
    ['train', table, '--out', out, '--strategy', 'magic'],
    2,
    'invalid-option',
    /--strategy must be .*; got 'magic'/,
  ],
  [
    'a flag of another strategy',
    ['train', table, '--out', out, '--strategy', 'ml-knn', '--chain-order', 'random'],
    2,
    'invalid-option',
    /--chain-order belongs to classifier-chain, chain-ensemble; the strategy is ml-knn/,
  ],
  [
    'an unknown learner',
    ['train', table, '--out', out, '--learner', 'forest'],
    2,
    'invalid-option',
    /--learner must be svm or logistic; got 'forest'/,
  ],
  [
    'an unknown calibration',
    ['train', table, '--out', out, '--calibration', 'beta'],
    2,
    'invalid-option',
    /calibration\.method must be one of/,
  ],
  [
    'an unknown precision',
    ['train', table, '--out', out, '--weights', 'int2'],
    2,
    'invalid-option',
    /--weights must be one of .*; got "int2"/,
  ],
  [
    'a minimum of nothing',
    ['train', table, '--out', out, '--minimum', '0.5'],
    2,
    'invalid-option',
    /minimum has no effect on the objective 'microF1'/,
  ],
  ['a negative C', ['train', table, '--out', out, '--c', '-1'], 2, 'usage', /Use a number above 0/],
  ['one fold', ['train', table, '--out', out, '--folds', '1'], 2, 'usage', /Use a whole number from 2/],
  [
    'a seed too large',
    ['train', table, '--out', out, '--seed', '4294967296'],
    2,
    'invalid-option',
    /seed must be .* at most 4294967295/,
  ],
  [
    'a condition that is none',
    ['train', table, '--out', out, '--where', 'train'],
    2,
    'usage',
    /Write COLUMN=VALUE/,
  ],
  [
    'a column that is not there',
    ['train', table, '--out', out, '--where', 'split=train'],
    3,
    'invalid-data',
    /needs a column "split"/,
  ],
  ['a table without genres', ['train', noGenres, '--out', out], 3, 'invalid-data', /has no genres column/],
  ['too few movies', ['train', one, '--out', out], 3, 'invalid-data', /as many movies as folds, 5; got 1/],
  [
    'label spaces that are none',
    ['train', table, '--out', out, '--label-spaces', spaces],
    3,
    'invalid-data',
    /must be JSON that maps each space/,
  ],
  [
    'a log that cannot be',
    ['train', table, '--out', out, '--log', folder.path('no/log')],
    2,
    'file-error',
    /Cannot write/,
  ],
  [
    'an unknown genre to judge',
    ['evaluate', one, '--model', model, '--labels', 'Kaiju'],
    2,
    'unknown-label',
    /no label "Kaiju"/,
  ],
  [
    'no genre to judge',
    ['evaluate', one, '--model', model, '--labels', ','],
    2,
    'usage',
    /Name at least one/,
  ],
  [
    'a table to judge without genres',
    ['evaluate', noGenres, '--model', model],
    3,
    'invalid-data',
    /has no genres column/,
  ],
  ['a number of words that is none', ['inspect', '--words', 'many'], 2, 'usage', /Use a whole number from 0/],
];

describe('bad command lines', () => {
  it.each(COMMANDS)('%s', async (_name, args, exitCode, code, message) => {
    const [command = '', ...flags] = args;
    const inWords = await runInMemory(args);
    const inJson = await runInMemory([command, '--json', ...flags]);
    const written = [...printed];
    vi.restoreAllMocks();
    expect(inWords).toMatchObject({ exitCode, stdout: '' });
    expect(inWords.stderr).toMatch(/^genrekit: [^\n]+\n$/);
    expect(inWords.stderr).toMatch(message);
    expect(inJson).toMatchObject({ exitCode, stdout: '' });
    const { error } = JSON.parse(inJson.stderr);
    expect(error).toEqual({ code, message: expect.stringMatching(message), exitCode });
    expect(written).toEqual([]);
  });
});

it('looks at more than a hundred ways of going wrong', () => {
  const count = [TABLES, OPTIONS, MOVIES, MODELS, COMMANDS].reduce((sum, cases) => sum + cases.length, 0);
  expect(count).toBeGreaterThan(100);
});
