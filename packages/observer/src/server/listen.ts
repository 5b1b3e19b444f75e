import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** Listens at a port; the one that it has become. Rejects as Node does. */
export async function listenAtPort(server: Server, port: number, host: string): Promise<number> {
  await listening(server, () => server.listen(port, host))
  return (server.address() as AddressInfo).port
}

/** A path for a socket in a directory of its own, that only this user can enter. */
export function newSocketPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'multibeam-')), `${process.pid}.sock`)
}

/** Listens at a socket that only this user can open; the result removes it, and its directory if that was made for it. */
export async function listenAtSocket(server: Server, path: string, ownsDirectory: boolean): Promise<() => void> {
  const remove = (): void => rmSync(ownsDirectory ? dirname(path) : path, { recursive: ownsDirectory, force: true })
  try {
    await listening(server, () => listenMasked(server, path))
  } catch (error) {
    if (ownsDirectory) remove()
    throw error
  }
  chmodSync(path, 0o600)
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
