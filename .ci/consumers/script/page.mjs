import { loadPretrained } from 'genrekit/pretrained';
import { answer } from './answer.mjs';
import { movies } from './movies.mjs';

answer(loadPretrained, movies).then(
  (given) => {
    globalThis.genrekitAnswer = given;
  },
  (error) => {
    globalThis.genrekitAnswer = { error: String(error) };
  },
);
