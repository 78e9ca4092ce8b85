// The one script of the page, and of its workers: they have no document.
import { serveJobs } from './serveJobs.ts';
import { startPage } from './startPage.ts';

if (typeof document === 'undefined') serveJobs();
else startPage();
