/** The parts of ml-knn 3.0.0, which has no types, that the benchmark uses. */
declare module 'ml-knn' {
  /** A point with its label appended. */
  export type LabelledPoint = readonly number[];

  export default class KNN {
    constructor(
      dataset: readonly (readonly number[])[],
      labels: readonly number[],
      options?: {
        readonly k?: number;
        readonly distance?: (a: LabelledPoint, b: LabelledPoint) => number;
      },
    );
    /** Not documented: nearest points and their distances, in no order. */
    readonly kdTree: {
      nearest(point: readonly number[], count: number): [LabelledPoint, number][];
    };
  }
}
