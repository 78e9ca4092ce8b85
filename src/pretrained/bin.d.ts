/** A binary file that the build puts into JavaScript. */
declare module '*.bin' {
  const bytes: Uint8Array;
  export default bytes;
}
