/** A typed array that grows by doubling; `array` is valid up to `length`. */
export class GrowableInt32 {
  array: Int32Array;
  length = 0;

  /** @param capacity - entries to make room for at first */
  constructor(capacity = 16) {
    this.array = new Int32Array(capacity);
  }

  /** Adds an entry at the end. */
  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Int32Array(Math.max(16, this.array.length * 2));
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }
}

/** The same for doubles. */
export class GrowableFloat64 {
  array: Float64Array;
  length = 0;

  /** @param capacity - entries to make room for at first */
  constructor(capacity = 16) {
    this.array = new Float64Array(capacity);
  }

  /** Adds an entry at the end. */
  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Float64Array(Math.max(16, this.array.length * 2));
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }
}
