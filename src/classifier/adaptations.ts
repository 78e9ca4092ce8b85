/* One door to all that changes a fitted model, so that it is loaded as one piece. */
export { adaptModel } from './adaptModel.ts';
export { addGenre } from './addGenre.ts';
export { readDelta } from './readDelta.ts';
export { writeDelta } from './writeDelta.ts';
