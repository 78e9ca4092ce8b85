/** A pair of pieces that stand side by side. */
export interface Pair {
  readonly left: number;
  readonly right: number;
  readonly key: string;
}

interface Entry extends Pair {
  readonly count: number;
}

/**
 * Counts pairs and gives the most frequent one. A heap whose entries may be out of date: a pair whose count has changed
 * since is put back with its new count when it comes to the top.
 */
export class PairQueue {
  private readonly counts = new Map<string, { readonly pair: Pair; count: number; queued: number }>();
  private readonly heap: Entry[] = [];

  /**
   * @param least - pairs that occur less often are never given
   * @param compare - orders pieces, for pairs that occur equally often
   */
  constructor(
    private readonly least: number,
    private readonly compare: (a: number, b: number) => number,
  ) {}

  /**
   * @param left - piece on the left
   * @param right - piece on the right
   * @param change - added to how often they occur side by side
   * @returns the key of the pair
   */
  change(left: number, right: number, change: number): string {
    const key = `${left},${right}`;
    let entry = this.counts.get(key);
    if (entry === undefined) {
      entry = { pair: { left, right, key }, count: 0, queued: 0 };
      this.counts.set(key, entry);
    }
    entry.count += change;
    // A count that has fallen is noticed at the top; one that has risen must rise in the heap.
    if (change > 0 && entry.count > entry.queued && entry.count >= this.least) {
      entry.queued = entry.count;
      this.push({ ...entry.pair, count: entry.count });
    }
    return key;
  }

  /** Takes out the most frequent pair; `undefined` when none is frequent enough. */
  take(): Pair | undefined {
    for (;;) {
      const top = this.pop();
      if (top === undefined) return undefined;
      const entry = this.counts.get(top.key)!;
      if (top.count !== entry.queued) continue; // it stands higher up again, or was taken
      if (entry.count === top.count) {
        entry.queued = 0;
        return top;
      }
      entry.queued = Math.max(entry.count, 0);
      if (entry.count >= this.least) this.push({ ...entry.pair, count: entry.count });
    }
  }

  private isBefore(a: Entry, b: Entry): boolean {
    if (a.count !== b.count) return a.count > b.count;
    return (this.compare(a.left, b.left) || this.compare(a.right, b.right)) < 0;
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): Entry | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!this.isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
