/** What every consumer runs: opens the bundled weights, scores all movies, and folds every bit of the answers into one number. */
export async function answer(loadPretrained, movies) {
  const began = performance.now();
  const classifier = await loadPretrained();
  classifier.predictProba(movies[0]);
  const firstMs = performance.now() - began;
  const rows = classifier.predictProbaAll(movies);
  return { hash: hashOf(rows), textCount: rows.length, genreCount: classifier.labels.length, firstMs };
}

/** FNV-1a over 64 bits, of genres in the order told and the eight bytes of each score. */
function hashOf(rows) {
  let hash = 0xcbf29ce484222325n;
  const view = new DataView(new ArrayBuffer(8));
  const add = (byte) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  };
  for (const row of rows) {
    for (const { label, score } of row) {
      for (let i = 0; i < label.length; i++) add(label.charCodeAt(i));
      view.setFloat64(0, score);
      for (let i = 0; i < 8; i++) add(view.getUint8(i));
    }
  }
  return hash.toString(16).padStart(16, '0');
}
