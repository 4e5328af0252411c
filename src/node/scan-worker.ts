import { parentPort } from 'node:worker_threads';
import { ScanService } from './scan-service.ts';

// A thread of its own: on the extension host's the editor and every other extension wait.
if (parentPort) {
  new ScanService(parentPort);
}
