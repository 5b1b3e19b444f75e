import { ask, RequestFailed } from '../../connection/requests.ts'

/** The process that somebody means by `0.12.0`, `#PID<0.12.0>` or a name. Rejects with RequestFailed if there is none. */
export async function findPid(text: string): Promise<number> {
  const wanted = text.trim()
  const { rows } = await ask({ type: 'processes', filter: wanted, sort: 'pid', descending: false, limit: 100 })
  const found = rows.find(({ shown, name }) => [shown, shown.slice(5, -1), name, name?.slice(1, -1)].includes(wanted))
  if (found === undefined) {
    throw new RequestFailed(
      'noProcess',
      `No process has the pid or the name ${wanted}. The table of processes lists all.`,
    )
  }
  return found.pid
}
