/** A matrix or vector of a network, by its place in the flat array that holds all of them. */
export interface Parameter {
  /** Name by which models and checks know it, such as `layer0.query.weight`. */
  readonly name: string;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  /** Where it begins; see {@link Initial}. */
  readonly initial: Initial;
}

/** What a parameter is before training: a number, or uniform with the variance of Glorot and Bengio 2010. */
export type Initial = 'glorot' | number;

/** Deals places in a flat array to the parameters of layers. Layers keep places, never numbers. */
export class Layout {
  /** All parameters, in the order of their places. */
  readonly parameters: Parameter[] = [];
  /** Numbers needed so far. */
  size = 0;

  /** A matrix of weights, which weight decay draws towards 0. */
  matrix(name: string, rows: number, columns: number): Parameter {
    return this.add({ name, start: this.size, rows, columns, initial: 'glorot' });
  }

  /** A vector that begins as a constant, such as a bias; weight decay leaves it alone. */
  vector(name: string, length: number, initial = 0): Parameter {
    return this.add({ name, start: this.size, rows: 1, columns: length, initial });
  }

  private add(parameter: Parameter): Parameter {
    this.parameters.push(parameter);
    this.size += parameter.rows * parameter.columns;
    return parameter;
  }
}
