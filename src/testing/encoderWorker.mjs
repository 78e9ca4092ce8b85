// Starts the worker from its TypeScript source: Node gives workers no way to inherit a loader.
import { register } from 'tsx/esm/api';

register();
await import('../node/encoderWorker.ts');
