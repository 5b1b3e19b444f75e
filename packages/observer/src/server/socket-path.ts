import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A path for a socket of this process, in a directory that only this user can enter. What processes have left there that were killed is removed. */
export function newSocketPath(): string {
  const directory = ownDirectory()
  for (const name of readdirSync(directory)) {
    const [, pid] = /^(\d+)-\d+\.sock$/.exec(name) ?? []
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(directory, name), { force: true })
  }
  for (let number = 1; ; number++) {
    const path = join(directory, `${process.pid}-${number}.sock`)
    if (!existsSync(path)) return path
  }
}

/** Anybody may make a directory of this name where temporary files go: one that is not this user's alone is not used. */
function ownDirectory(): string {
  const { uid } = userInfo()
  const directory = join(tmpdir(), `multibeam-observe-${uid}`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const found = lstatSync(directory)
  const isOwn = found.isDirectory() && (uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0))
  return isOwn ? directory : mkdtempSync(join(tmpdir(), 'multibeam-observe-'))
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
