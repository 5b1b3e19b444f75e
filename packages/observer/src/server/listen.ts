import { chmodSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMainThread } from 'node:worker_threads'

/** Listens at a port; the one that it has become. Rejects as Node does. */
export async function listenAtPort(server: Server, port: number, host: string): Promise<number> {
  await listening(server, () => server.listen(port, host))
  return (server.address() as AddressInfo).port
}

/** Listens at a socket that only this user can open; the result removes it. */
export async function listenAtSocket(server: Server, path: string): Promise<() => void> {
  await listening(server, () => listenMasked(server, path))
  chmodSync(path, 0o600)
  const remove = (): void => rmSync(path, { force: true })
  process.once('exit', remove)
  return () => {
    process.off('exit', remove)
    remove()
  }
}

/** A socket is made with what the process's mask leaves: in a directory that others can enter, nobody else may open it even for a moment. */
function listenMasked(server: Server, path: string): void {
  // The mask is the whole process's, and only the main thread may change it.
  if (!isMainThread) {
    server.listen(path)
    return
  }
  const mask = process.umask(0o177)
  try {
    // Node binds the socket within this call.
    server.listen(path)
  } finally {
    process.umask(mask)
  }
}

function listening(server: Server, listen: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () => {
      server.off('error', reject)
      resolve()
    })
    listen()
  })
}
