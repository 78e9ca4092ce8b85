export { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from './WorkerPool.ts';
