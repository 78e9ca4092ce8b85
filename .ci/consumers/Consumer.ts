import type { Browser } from 'playwright-core';

/** What the script that every consumer runs has to say. */
export interface Answer {
  /** 64 bits over all genres and scores, in hexadecimal. */
  readonly hash: string;
  readonly textCount: number;
  readonly genreCount: number;
  /** Milliseconds from the call of `loadPretrained` to the first answer; 0 where the runtime stops its clock. */
  readonly firstMs: number;
}

/** Where a consumer works. */
export interface Place {
  /** A project that has genrekit installed as npm packs it, and the script. */
  readonly project: string;
  /** The folder in which the consumer's tools are installed; empty when it has none. */
  readonly tools: string;
  /** Opens the browser, or gives the open one. */
  readonly browser: () => Promise<Browser>;
}

/** A bundler or a runtime, and how it runs the script. */
export interface Consumer {
  readonly name: string;
  /** npm packages that it needs, with their versions: installed when it runs, no dependencies of this project. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Of what it tries; that of the first tool by default. */
  readonly version?: string;
  /** Which of the bundled weights it opens; the default ones when absent. */
  readonly entry?: string;
  readonly needsBrowser?: boolean;
  /** Why it cannot run here, when that is known at once. */
  readonly obstacle?: string | undefined;
  run(place: Place): Promise<Answer>;
}
