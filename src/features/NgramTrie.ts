import { GrowableInt32 } from '../math/growable.ts';

const EMPTY = -1;

/**
 * A set of n-grams over integer symbols (word numbers or code points), kept as a trie: a node is an n-gram, its parent
 * the n-gram without the last symbol. All edges lie in one open-addressed hash table keyed by (parent, symbol), so
 * counting an n-gram makes no string.
 */
export class NgramTrie {
  /** The node of the empty n-gram. */
  static readonly root = 0;

  private readonly parents = new GrowableInt32();
  private readonly symbols = new GrowableInt32();
  private mask = 511;
  /* Slot i holds its child at 4i, and the key (parent, symbol) at 4i + 1 and 4i + 2: one cache line a look-up. */
  private slots = new Int32Array(2048).fill(EMPTY);

  constructor() {
    this.parents.push(EMPTY);
    this.symbols.push(EMPTY);
  }

  /** Number of nodes, the root included. */
  get nodeCount(): number {
    return this.parents.length;
  }

  /**
   * @param node - an n-gram
   * @param symbol - the symbol that follows it
   * @returns the node of the longer n-gram, made now if it is new
   */
  childOrNew(node: number, symbol: number): number {
    const slot = this.slotOf(node, symbol);
    if (this.slots[slot] !== EMPTY) return this.slots[slot]!;
    const child = this.parents.length;
    this.parents.push(node);
    this.symbols.push(symbol);
    this.place(slot, node, symbol, child);
    if (this.parents.length * 2 > this.mask) this.grow();
    return child;
  }

  /**
   * @param node - an n-gram
   * @returns its symbols in order
   */
  path(node: number): number[] {
    const path: number[] = [];
    for (let at = node; at !== NgramTrie.root; at = this.parents.array[at]!)
      path.push(this.symbols.array[at]!);
    return path.reverse();
  }

  /** Where the edge lies in `slots`, or the empty slot where it would be put. */
  private slotOf(node: number, symbol: number): number {
    const { slots, mask } = this;
    let slot = hash(node, symbol) & mask;
    for (;;) {
      const at = slot << 2;
      if (slots[at] === EMPTY || (slots[at + 1] === node && slots[at + 2] === symbol)) return at;
      slot = (slot + 1) & mask;
    }
  }

  private place(slot: number, node: number, symbol: number, child: number): void {
    this.slots[slot] = child;
    this.slots[slot + 1] = node;
    this.slots[slot + 2] = symbol;
  }

  /** Doubles the table, which keeps it at most half full. */
  private grow(): void {
    this.mask = this.mask * 2 + 1;
    this.slots = new Int32Array((this.mask + 1) * 4).fill(EMPTY);
    for (let child = 1; child < this.parents.length; child++) {
      const node = this.parents.array[child]!;
      const symbol = this.symbols.array[child]!;
      this.place(this.slotOf(node, symbol), node, symbol, child);
    }
  }
}

/** Mixes both halves of the key so that neighbouring nodes and symbols spread over the table. */
function hash(node: number, symbol: number): number {
  let mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(symbol + 0x7f4a7c15, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
