/** Chance that can be run again: the same seed gives the same numbers (Park and Miller). */
export function chanceOf(seed: number): () => number {
  let state = (seed * 7919 + 17) % 2147483647 || 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
