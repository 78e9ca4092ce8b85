import { loadPretrained } from 'genrekit/pretrained';
import { answer } from './answer.mjs';
import { movies } from './movies.mjs';

answer(loadPretrained, movies).then(
  (given) => postMessage(given),
  (error) => postMessage({ error: String(error) }),
);
