const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => {
  globalThis.genrekitAnswer = data;
};
worker.onerror = ({ message }) => {
  globalThis.genrekitAnswer = { error: message };
};
