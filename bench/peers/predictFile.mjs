// Prints the five likeliest genres of each line of a file, as `fasttext predict-prob model.bin FILE 5` does:
//   node bench/peers/predictFile.mjs FILE
// A line holds a title, a tab and a plot.
import { readFileSync } from 'node:fs';
import { loadPretrained } from 'genrekit/pretrained';

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
const classifier = await loadPretrained();
for (let first = 0; first < lines.length; first += 1000) {
  const movies = lines.slice(first, first + 1000).map((line) => {
    const [title, plot] = line.split('\t');
    return { title, plot };
  });
  const answers = classifier.predictProbaAll(movies).map((genres) => {
    const best = genres.slice(0, 5).map(({ label, score }) => `__label__${label} ${score.toFixed(6)}`);
    return `${best.join(' ')}\n`;
  });
  process.stdout.write(answers.join(''));
}
