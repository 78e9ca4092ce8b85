import { exp, log } from '../math/transcendental.ts';
import { cosine, sine } from '../math/waves.ts';
import { gradientsOf, newTable, type Pass, type Sequences, type Step } from './Pass.ts';
import { RoundedRows } from './RoundedRows.ts';

/**
 * One row a token: its row of the embedding, plus, where the order of words counts, sines and cosines of its place
 * (Vaswani and others 2017, section 3.5).
 */
export class Embedding {
  private places: Float64Array<ArrayBufferLike> = new Float64Array(0);

  /**
   * @param width - numbers a token
   * @param hasPlaces - whether the place of a token is added
   */
  constructor(
    private readonly width: number,
    private readonly hasPlaces: boolean,
  ) {}

  /** As a layer's `forward`; its backward pass gives back its own argument, since there is nothing before it. */
  forward({ ids, offsets }: Sequences, pass: Pass): Step {
    const { width } = this;
    const { embedding } = pass.weights;
    const count = ids.length;
    const output = newTable(pass, count, width);
    const { data } = output;
    if (embedding instanceof RoundedRows) {
      for (let token = 0; token < count; token++) embedding.read(ids[token]!, data, token * width);
    } else {
      for (let token = 0; token < count; token++) {
        const from = ids[token]! * width;
        const to = token * width;
        for (let i = 0; i < width; i++) data[to + i] = embedding[from + i]!;
      }
    }
    if (this.hasPlaces) this.addPlaces(data, offsets);
    return {
      output,
      backward(dOutput) {
        const gradients = gradientsOf(pass).embedding;
        for (let token = 0; token < count; token++) gradients.add(ids[token]!, dOutput.data, token * width);
        return dOutput;
      },
    };
  }

  private addPlaces(data: { [index: number]: number }, offsets: Int32Array): void {
    const { width } = this;
    for (let sample = 0; sample + 1 < offsets.length; sample++) {
      const start = offsets[sample]! * width;
      const length = offsets[sample + 1]! * width - start;
      if (this.places.length < length) this.places = placeCodes(length / width, width);
      const { places } = this;
      for (let i = 0; i < length; i++) data[start + i]! += places[i]!;
    }
  }
}

/**
 * @param length - number of places
 * @param width - numbers a place
 * @returns for each place sines in even columns and cosines in odd ones, of wave lengths from 2 pi to 20,000 pi
 */
export function placeCodes(length: number, width: number): Float64Array {
  const codes = new Float64Array(length * width);
  for (let column = 0; column < width; column++) {
    const frequency = exp((-(column - (column % 2)) / width) * log(10_000));
    for (let place = 0; place < length; place++) {
      const angle = place * frequency;
      codes[place * width + column] = column % 2 === 0 ? sine(angle) : cosine(angle);
    }
  }
  return codes;
}
