import fc from 'fast-check';

// Property tests draw the same examples in every run, so that a gate that was green stays green; other examples are
// drawn with another FC_SEED.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
