import { GrowableInt32 } from '../math/growable.ts';

const EMPTY = -1;

/**
 * A set of n-grams over integer symbols (word numbers or code points), kept as a trie: a node is an n-gram, its parent
 * the n-gram without the last symbol. All edges lie in one open-addressed hash table keyed by (parent, symbol), so
 * looking up an n-gram makes no string, and a walk ends as soon as no known n-gram begins that way.
 */
export class NgramTrie {
  /** The node of the empty n-gram. */
  static readonly root = 0;

  private readonly parents = new GrowableInt32();
  private readonly symbols = new GrowableInt32();
  private mask: number;
  private slotNodes: Int32Array;
  private slotSymbols: Int32Array;
  private slotChildren: Int32Array;

  /** @param expectedNodes - how many nodes to make room for at first */
  constructor(expectedNodes = 256) {
    let capacity = 512;
    while (capacity < expectedNodes * 2) capacity *= 2;
    this.mask = capacity - 1;
    this.slotNodes = new Int32Array(capacity);
    this.slotSymbols = new Int32Array(capacity);
    this.slotChildren = new Int32Array(capacity).fill(EMPTY);
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
   * @returns the node of the longer n-gram, or -1 when the trie does not have it
   */
  child(node: number, symbol: number): number {
    const { slotNodes, slotSymbols, slotChildren, mask } = this;
    let slot = hash(node, symbol) & mask;
    for (;;) {
      const child = slotChildren[slot]!;
      if (child === EMPTY || (slotNodes[slot] === node && slotSymbols[slot] === symbol)) return child;
      slot = (slot + 1) & mask;
    }
  }

  /**
   * @param node - an n-gram
   * @param symbol - the symbol that follows it
   * @returns the node of the longer n-gram, made now if it is new
   */
  childOrNew(node: number, symbol: number): number {
    const { mask } = this;
    let slot = hash(node, symbol) & mask;
    for (;;) {
      const child = this.slotChildren[slot]!;
      if (child === EMPTY) break;
      if (this.slotNodes[slot] === node && this.slotSymbols[slot] === symbol) return child;
      slot = (slot + 1) & mask;
    }
    const child = this.parents.length;
    this.parents.push(node);
    this.symbols.push(symbol);
    this.place(slot, node, symbol, child);
    if (this.parents.length * 2 > mask) this.rehash();
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

  private place(slot: number, node: number, symbol: number, child: number): void {
    this.slotNodes[slot] = node;
    this.slotSymbols[slot] = symbol;
    this.slotChildren[slot] = child;
  }

  /** Doubles the table, which keeps it at most half full. */
  private rehash(): void {
    const capacity = (this.mask + 1) * 2;
    this.mask = capacity - 1;
    this.slotNodes = new Int32Array(capacity);
    this.slotSymbols = new Int32Array(capacity);
    this.slotChildren = new Int32Array(capacity).fill(EMPTY);
    for (let child = 1; child < this.parents.length; child++) {
      const node = this.parents.array[child]!;
      const symbol = this.symbols.array[child]!;
      let slot = hash(node, symbol) & this.mask;
      while (this.slotChildren[slot] !== EMPTY) slot = (slot + 1) & this.mask;
      this.place(slot, node, symbol, child);
    }
  }
}

/** Mixes both halves of the key so that neighbouring nodes and symbols spread over the table. */
function hash(node: number, symbol: number): number {
  let mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(symbol + 0x7f4a7c15, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
