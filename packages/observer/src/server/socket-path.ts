import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A process's number, and the observer's. */
const SOCKET = /^(\d+)-\d+\.sock$/

/** A path for a socket of this process, in a directory that only this user can enter. What processes have left there that were killed is removed. */
export function newSocketPath(): string {
  const directory = ownDirectory()
  for (const name of readdirSync(directory)) {
    const [, pid] = SOCKET.exec(name) ?? []
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(directory, name), { force: true })
  }
  for (let number = 1; ; number++) {
    const path = join(directory, `${process.pid}-${number}.sock`)
    if (!existsSync(path)) return path
  }
}

/** The sockets of this user's processes that are observed now, in `directory`: those with paths of their own are not found. */
export function findSockets(directory: string = sharedPath()): string[] {
  if (!isOwn(directory)) return []
  const isOpen = (name: string): boolean => {
    const [, pid] = SOCKET.exec(name) ?? []
    return pid !== undefined && isAlive(Number(pid))
  }
  return readdirSync(directory)
    .filter(isOpen)
    .sort()
    .map((name) => join(directory, name))
}

/** Where all processes of this user put theirs. */
function sharedPath(): string {
  return join(tmpdir(), `multibeam-observe-${userInfo().uid}`)
}

/** Anybody may make a directory of this name where temporary files go: one that is not this user's alone is not used. */
function ownDirectory(): string {
  const directory = sharedPath()
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return isOwn(directory) ? directory : mkdtempSync(join(tmpdir(), 'multibeam-observe-'))
}

function isOwn(directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false })
  if (found === undefined || !found.isDirectory()) return false
  const { uid } = userInfo()
  return uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It may be another user's by now.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
