// What an encoder costs in bytes and quality with fewer words and rounded weights:
//   npx tsx bench/encoder/sizes.ts --data DIR --encoder PATH [--cache FILE] [--words 40000,30000] [--weights float32,int8,int4]
import { parseArgs } from 'node:util';
import { encodeModel } from '../../src/format/encodeModel.ts';
import { toSection } from '../../src/format/toSection.ts';
import { createKernel } from '../../src/kernels/createKernel.ts';
import { Encoder } from '../../src/nn/Encoder.ts';
import { EncoderScorer } from '../../src/nn/EncoderScorer.ts';
import { readWeights, roundEncoder } from '../../src/strategies/attention/roundedArrays.ts';
import type { WeightPrecision } from '../../src/strategies/Strategy.ts';
import { judgedSets, judgeSet } from './judgedSets.ts';
import { keepTokens } from './keepTokens.ts';
import { loadEncoder } from './saveEncoder.ts';
import { holdOut, readAllTables, readLabels, SOURCES } from './tables.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    encoder: { type: 'string' },
    cache: { type: 'string' },
    words: { type: 'string', default: '40000' },
    weights: { type: 'string', default: 'float32,int8,int4' },
  },
});
if (args.data === undefined || args.encoder === undefined) {
  console.error('Name the data and the encoder: --data DIR --encoder PATH.');
  process.exit(2);
}
const labels = readLabels(args.data);
const all = await readAllTables(args.data, args.cache);
const { learned, judged } = holdOut(all);
const valid = all.filter(({ split }) => split === 'valid');
const sets = judgedSets(valid, learned, judged, SOURCES);
const whole = loadEncoder(args.encoder);
for (const words of args.words.split(',').map(Number)) {
  const { features, shape, weights } = keepTokens(whole, words);
  const encoder = new Encoder(shape);
  for (const precision of args.weights.split(',') as WeightPrecision[]) {
    const exact = {
      embedding: Float32Array.from(weights.embedding),
      dense: Float32Array.from(weights.dense),
    };
    const arrays = roundEncoder(exact, encoder.layout, shape.width, precision);
    const sections = Object.entries({ ...arrays, ...features.state().arrays });
    const content = {
      header: {},
      sections: new Map(sections.map(([name, data]) => [name, toSection(data)])),
    };
    const bytes = encodeModel(content).length;
    const scorer = new EncoderScorer(
      encoder,
      createKernel('float32'),
      readWeights(arrays, encoder.layout, shape.vocabularySize, shape.width),
    );
    const found = sets.map((set) => {
      const { microF1, macroF1 } = judgeSet(set, features, scorer, labels);
      return `${set.name} ${microF1.toFixed(4)} / ${macroF1.toFixed(4)}`;
    });
    console.log(`${words} words, ${precision}, ${(bytes / 1e6).toFixed(3)} MB: ${found.join('; ')}`);
  }
}
