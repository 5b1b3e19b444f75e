import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'

interface PageFile {
  readonly type: string
  readonly content: Buffer
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The files of the page, by their paths in URLs. They are read once; a request names one of them and never a path. */
export async function readPage(directory: URL): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>()
  for (const name of await readdir(directory)) {
    const type = TYPES[extname(name)]
    if (type === undefined) continue
    files.set(`/${name}`, { type, content: await readFile(new URL(name, directory)) })
  }
  const index = files.get('/index.html')
  if (index === undefined) throw new Error(`${directory.href} has no index.html; @multibeam/observer is not built`)
  files.set('/', index)
  return files
}
