/** The systems in the order in which they take turns and are shown: ours first, then its peers. */

import { erlang } from './erlang.ts'
import { nodeHost } from './node-host.ts'
import type { System } from './system.ts'

export const systems: readonly System[] = [
  nodeHost({
    name: 'multibeam',
    needs: { packageName: 'multibeam', file: 'dist/index.js', install: 'pnpm install && pnpm build' },
  }),
  erlang,
  nodeHost({
    name: 'piscina',
    needs: { packageName: 'piscina', file: 'package.json', install: 'pnpm install' },
  }),
  nodeHost({ name: 'threads' }),
  nodeHost({ name: 'plain', oneThread: true }),
]
