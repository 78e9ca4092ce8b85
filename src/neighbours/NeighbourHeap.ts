import type { Neighbours } from './Neighbours.ts';

/**
 * The best rows offered so far, just enough of them to reach a wanted weight: a binary heap with the worst at the root.
 * With weights of 1 it is the usual heap of the best k. A higher score is better; of equal scores the lower row is.
 */
export class NeighbourHeap {
  private scores = new Float64Array(64);
  private rows = new Int32Array(64);
  private weights = new Float64Array(64);
  private length = 0;
  private wanted = 0;
  private total = 0;

  /** @param wanted - the weight to reach, above 0; what was offered before is forgotten */
  begin(wanted: number): void {
    this.length = 0;
    this.total = 0;
    this.wanted = wanted;
  }

  /** Whether the rows kept reach the wanted weight. */
  get isFull(): boolean {
    return this.total >= this.wanted;
  }

  /**
   * @param row - row number; each at most once
   * @param score - a number
   * @param weight - a number above 0
   * @returns the lowest score that may still get in
   */
  offer(row: number, score: number, weight: number): number {
    if (!this.isFull || this.isWorse(0, score, row)) {
      this.push(row, score, weight);
      while (this.length > 1 && this.total - this.weights[0]! >= this.wanted) this.pop();
    }
    return this.isFull ? this.scores[0]! : Number.NEGATIVE_INFINITY;
  }

  /**
   * Takes the rows out, which empties the heap.
   *
   * @param unit - the score that a similarity of 1 has
   * @returns the rows, best first, the weight of the last cut short at the wanted weight
   */
  take(unit: number): Neighbours {
    const count = this.length;
    const rows = new Int32Array(count);
    const similarities = new Float64Array(count);
    const weights = new Float64Array(count);
    while (this.length > 0) {
      const place = this.length - 1;
      rows[place] = this.rows[0]!;
      // Rounding may lead a hair beyond 1. `+ 0` turns -0 into 0.
      similarities[place] = Math.max(-1, Math.min(1, this.scores[0]! / unit)) + 0;
      weights[place] = this.weights[0]!;
      this.pop();
    }
    let missing = this.wanted;
    for (let place = 0; place < count; place++) {
      weights[place] = Math.min(weights[place]!, missing);
      missing -= weights[place]!;
    }
    return { rows, similarities, weights };
  }

  /** Whether the entry at a place is worse than another row. */
  private isWorse(place: number, score: number, row: number): boolean {
    const own = this.scores[place]!;
    return own < score || (own === score && this.rows[place]! > row);
  }

  private push(row: number, score: number, weight: number): void {
    if (this.length === this.rows.length) this.grow();
    let place = this.length++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.isWorse(parent, score, row)) break;
      this.move(parent, place);
      place = parent;
    }
    this.set(place, row, score, weight);
    this.total += weight;
  }

  private pop(): void {
    this.total -= this.weights[0]!;
    const end = --this.length;
    const row = this.rows[end]!;
    const score = this.scores[end]!;
    let place = 0;
    for (let child = 1; child < end; child = 2 * place + 1) {
      const right = child + 1;
      if (right < end && this.isWorse(right, this.scores[child]!, this.rows[child]!)) child = right;
      if (!this.isWorse(child, score, row)) break;
      this.move(child, place);
      place = child;
    }
    this.set(place, row, score, this.weights[end]!);
  }

  private move(from: number, to: number): void {
    this.set(to, this.rows[from]!, this.scores[from]!, this.weights[from]!);
  }

  private set(place: number, row: number, score: number, weight: number): void {
    this.rows[place] = row;
    this.scores[place] = score;
    this.weights[place] = weight;
  }

  private grow(): void {
    const capacity = 2 * this.rows.length;
    const { rows, scores, weights } = this;
    this.rows = new Int32Array(capacity);
    this.rows.set(rows);
    this.scores = new Float64Array(capacity);
    this.scores.set(scores);
    this.weights = new Float64Array(capacity);
    this.weights.set(weights);
  }
}
