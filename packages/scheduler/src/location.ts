/** URL of a file of this package: tells its lines in a stack. */
export const schedulerUrl = import.meta.url
