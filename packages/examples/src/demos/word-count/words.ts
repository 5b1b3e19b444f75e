/** How often each word occurs. */
export type Counts = Map<string, number>

/** Runs of letters; an apostrophe may stand between two. */
const WORD = /\p{L}+(?:['’]\p{L}+)*/gu

/** Addresses of pages, which are no words. */
const ADDRESS = /\bhttps?:\/\/\S+/g

/** Counts the words of a text, upper and lower case alike, into `counts`. */
export function countWords(text: string, counts: Counts): void {
  for (const [word] of text.toLowerCase().replace(ADDRESS, ' ').matchAll(WORD))
    counts.set(word, (counts.get(word) ?? 0) + 1)
}

/** Adds what has been counted elsewhere. */
export function addCounts(counts: Counts, others: Counts): void {
  for (const [word, count] of others) counts.set(word, (counts.get(word) ?? 0) + count)
}

/** All words, those that occur several times so many times. */
export function totalOf(counts: Counts): number {
  let total = 0
  for (const count of counts.values()) total += count
  return total
}

/** The most frequent words; of equally frequent ones, the first in the alphabet. */
export function topWords(counts: Counts, most: number): [word: string, count: number][] {
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most)
}

export function sameCounts(a: Counts, b: Counts): boolean {
  return a.size === b.size && [...a].every(([word, count]) => b.get(word) === count)
}
