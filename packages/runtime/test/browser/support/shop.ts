import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll } from 'vitest'
import { readBlocks } from '../../docs/document.ts'
import { programsOf } from '../../docs/markdown.ts'
import { sharedProject } from '../../vm/support/project.ts'
import { cli } from '../../vm/support/run-node.ts'

/** A program that runs and is observed. */
export interface Shop {
  /** The printed link, token included. */
  readonly link: string
  readonly port: number
  /** Interrupts it, and waits for its end. */
  stop(): Promise<void>
}

/** The program of the guide's chapter, running for all tests of a file. */
export function sharedShop(): { shop(): Shop; start(port: number): Promise<Shop> } {
  const project = sharedProject(programsOf(readBlocks('docs/guide/12-look-inside.md')))
  const started: Shop[] = []
  const start = async (port: number): Promise<Shop> => {
    const shop = await startShop(project.path('shop.ts'), port)
    started.push(shop)
    return shop
  }
  beforeAll(() => start(0).then(() => undefined))
  afterAll(() => Promise.all(started.map((shop) => shop.stop())))
  return { shop: () => started[0] as Shop, start }
}

async function startShop(file: string, port: number): Promise<Shop> {
  const observe = port === 0 ? '--observe' : `--observe=${port}`
  const child = spawn(process.execPath, [cli, 'run', '--schedulers', '4', observe, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const link = await readLink(child)
  const ended = once(child, 'close')
  return {
    link,
    port: Number(new URL(link).port),
    stop: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** The link that the command prints; rejects with all that was printed if it ends without. */
async function readLink(child: ChildProcess): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.once('close', () => reject(new Error(`the program ended without a link: ${text}`)))
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-10_000)
      const link = /http:\/\/\S+#token=\S+/.exec(text)?.[0]
      if (link !== undefined) resolve(link)
    })
  })
}
