export type { Paint, Style } from './frame.ts'
export { type TopOptions, type TopStreams, top } from './top.ts'
