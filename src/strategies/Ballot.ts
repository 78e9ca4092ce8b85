import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { Neighbours } from '../neighbours/Neighbours.ts';

/** How training rows decided on one label of one sample. */
export interface Ballot {
  /** The rows that decided, nearest first. */
  readonly neighbours: Neighbours;
  /** The labels of all training rows; unknown cells are 0. */
  readonly labels: LabelMatrix;
  /** The title of each training row, empty where it had none; absent unless the strategy was asked to keep them. */
  readonly titles?: readonly string[] | undefined;
  /** How many neighbours were asked for. */
  readonly k: number;
  /** What the neighbours that have the label count together. */
  readonly having: number;
  /** What the neighbours of which it is known whether they have it count together. */
  readonly known: number;
  /** The probability of the label before any neighbour was asked. */
  readonly prior: number;
}
