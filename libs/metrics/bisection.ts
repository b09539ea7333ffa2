/** The index of the first that is not before a time, by bisection; their number where there is none. */
export function firstFrom(time: number, ascending: Float64Array): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
