// Whether explanations are exact, and what they cost:
//   npm run bench:explain -- --data DIR [--movies 1000]
// DIR (or GENREKIT_DATA) holds tmdb-10k.csv.gz. Models are fitted on its train rows and explain its test rows, whose
// genres are not looked at.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Explanation,
  type FeatureBlock,
  GenreClassifier,
  type Movie,
  type TfidfFeaturesSettings,
  tfidf,
} from 'genrekit';
import { readMovies } from 'genrekit/data';
import { classifierChain } from 'genrekit/strategies';
import { cutsOut, tokensOf } from '../src/testing/cutsOut.ts';
import { describeMachine, markdownTable } from './report.ts';

const { values: args } = parseArgs({
  options: { data: { type: 'string' }, movies: { type: 'string', default: '1000' } },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
const path = folder === undefined ? '' : join(folder, 'tmdb-10k.csv.gz');
if (!existsSync(path)) {
  console.error(
    'Name the folder that holds tmdb-10k.csv.gz: npm run bench:explain -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

/** Texts whose characters and code units part ways, or change their length when they are normalised. */
const strange: readonly Movie[] = [
  { title: '🎬 The Killer 👩‍🚀', plot: 'A detective 🕵️ hunts a killer 🔪 across 🇫🇷 France.' },
  { title: 'Amélie', plot: 'The café owner’s naïve daughter falls in love, à la française.' },
  {
    title: 'Ame\u0301lie',
    plot: 'The cafe\u0301 owner’s nai\u0308ve daughter falls in love, a\u0300 la franc\u0327aise.',
  },
  { title: 'Line\r\nEnds', plot: 'A soldier\r\nreturns from\r\n\r\nthe war\tto his family.\r\n' },
  { title: 'İSTANBUL', plot: 'İn İstanbul a spy meets a woman; ISTANBUL, ıstanbul.' },
  { title: 'STRAẞE', plot: 'Die Straße: murder in the STRASSE, a family in the Maße.' },
  { title: 'ΟΔΥΣΣΕΥΣ', plot: 'The hero ΟΔΥΣΣΕΥΣ sails home ΣΑΣ Σ. Ὀδυσσεύς, a king.' },
  { title: 'ﬁlm noir', plot: 'A ﬁlm about a ﬂight, an oﬃce and a ﬁre ½ ㎏ ﷺ.' },
  { title: '𝔘𝔫𝔦𝔠𝔬𝔡𝔢', plot: 'The 𝐛𝐨𝐥𝐝 and the 𐐀𐐨 in 한국어, が and 𠮷野家.' },
  { title: 'नमस्ते', plot: 'Marks out of order: q\u0307\u0323 q\u0323\u0307 क\u094d\u093c, ภาษาไทย ที่นี่.' },
  { title: '!!! 💀', plot: 'half \ud83d and \udc4d halves of the war' },
];

const read = async (split: string) =>
  (await readMovies(createReadStream(path), { name: path, where: { split } })).movies;
const [train, test] = [await read('train'), (await read('test')).slice(0, Number(args.movies))];

/** Every way to read a text, in one model. */
const everyReading: FeatureBlock[] = (['none', 'unicode', 'ascii'] as const).flatMap((stripAccents) => [
  { ngrams: [1, 2], stopWords: 'english', stripAccents },
  { prefixLength: 3, isLowercased: false, stripAccents },
  { analyser: 'charWb', ngrams: [1, 4], stripAccents },
  { analyser: 'char', ngrams: [1, 3], stripAccents },
]);

const rows: string[][] = [];
const defaults = await new GenreClassifier().fit(train);
await measure('binary relevance', defaults);
const chain = await new GenreClassifier({ strategy: classifierChain() }).fit(train);
await measure('classifier chain', chain);
const int8 = GenreClassifier.fromBytes(await defaults.toBytes({ weights: 'int8' }));
await measure('binary relevance, int8', int8);
// It has to know the words of the strange texts, else there is nothing to show where they stand.
const learned = strange.map((movie) => ({ ...movie, genres: ['Drama'] }));
const thorough = new GenreClassifier({
  features: tfidf({ title: everyReading, plot: everyReading }),
  foldCount: 2,
});
await measure('every analyser', await thorough.fit([...train.slice(0, 500), ...learned]), test.slice(0, 50));
console.log(`${describeMachine()} ${train.length} train rows, ${test.length} test rows of tmdb-10k.\n`);
console.log(
  markdownTable(
    ['model', 'movies', 'explanations', 'largest gap', 'spans', 'wrong spans', 'median ms', 'p99 ms'],
    rows,
  ),
);
await searchFor(defaults);

async function measure(
  name: string,
  classifier: GenreClassifier,
  real: readonly Movie[] = test,
): Promise<void> {
  const blocks = await blocksOf(classifier);
  for (const [kind, movies] of [
    ['test rows', real],
    ['strange texts', strange],
  ] as const) {
    let gap = 0;
    let spanCount = 0;
    let wrongCount = 0;
    const times: number[] = [];
    for (const movie of movies) {
      for (const label of classifier.predict(movie)) {
        const start = performance.now();
        const explanation = await classifier.explain(movie, label);
        times.push(performance.now() - start);
        gap = Math.max(gap, gapOf(explanation));
        const { count, wrong } = judgeSpans(explanation, movie, blocks);
        spanCount += count;
        wrongCount += wrong;
      }
    }
    times.sort((a, b) => a - b);
    rows.push([
      `${name}, ${kind}`,
      String(movies.length),
      String(times.length),
      gap.toExponential(1),
      String(spanCount),
      String(wrongCount),
      times[Math.floor(times.length / 2)]!.toFixed(2),
      times[Math.floor(times.length * 0.99)]!.toFixed(2),
    ]);
  }
}

/** How far terms, or words, are from adding up to the score. */
function gapOf({ bias, terms, words, links, rawScore }: Explanation): number {
  const sum = (list: readonly { readonly value: number }[]) =>
    list.reduce((total, { value }) => total + value, 0);
  const rest = rawScore - bias - sum(links);
  return Math.max(Math.abs(rest - sum(terms)), Math.abs(rest - sum(words)));
}

async function blocksOf(classifier: GenreClassifier) {
  const features = classifier.options.features as TfidfFeaturesSettings;
  const { blocks } = await classifier.inspect({ wordCount: 0 });
  const settings = [...features.title, ...features.plot];
  let end = 0;
  return blocks.map(({ termCount }, i) => {
    end += termCount;
    const { analyser = 'word', isLowercased = true, stripAccents = 'none' } = settings[i]!;
    return { end, reading: { analyser, isLowercased, stripAccents } };
  });
}

function judgeSpans(
  { terms, words }: Explanation,
  movie: Movie,
  blocks: Awaited<ReturnType<typeof blocksOf>>,
): { count: number; wrong: number } {
  let count = 0;
  let wrong = 0;
  const judge = (isRight: boolean) => {
    count++;
    if (!isRight) wrong++;
  };
  for (const { feature, field, term, occurrences } of terms) {
    const { reading } = blocks.find(({ end }) => feature < end)!;
    const tokens = tokensOf(term, reading.analyser);
    for (const spans of occurrences) {
      tokens.forEach((token, i) => {
        const span = spans[i];
        judge(
          span !== undefined &&
            spans.length === tokens.length &&
            cutsOut(movie[field]!, span, token, reading),
        );
      });
    }
  }
  for (const { field, text, start, end } of words) judge(movie[field]!.slice(start, end) === text);
  return { count, wrong };
}

/** What it takes to find the words that change the first genre of a movie. */
async function searchFor(classifier: GenreClassifier): Promise<void> {
  const times: number[] = [];
  let trialCount = 0;
  const sizes = new Map<number, number>();
  for (const movie of test.slice(0, 100)) {
    const [label] = classifier.predict(movie);
    if (label === undefined) continue;
    const start = performance.now();
    const found = await classifier.counterfactual(movie, label);
    times.push(performance.now() - start);
    trialCount += found.trialCount;
    sizes.set(found.words.length, (sizes.get(found.words.length) ?? 0) + 1);
  }
  times.sort((a, b) => a - b);
  const shown = [...sizes].sort(([a], [b]) => a - b).map(([size, count]) => `${size}: ${count}`);
  console.log(
    `\nCounterfactuals of the first genre of ${times.length} test rows: median ${times[Math.floor(times.length / 2)]!.toFixed(0)} ms, ` +
      `longest ${times.at(-1)!.toFixed(0)} ms, ${(trialCount / times.length).toFixed(0)} trials each; words taken out (0 = none found): ${shown.join(', ')}.`,
  );
}
