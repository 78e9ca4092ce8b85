import type { Consumer } from './Consumer.ts';

/** The consumers whose tools are installed when they run. */
export const onDemand: readonly Consumer[] = [];
