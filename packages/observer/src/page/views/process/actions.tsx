import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ProcessDetails } from '../../../protocol.ts'
import { Dialog } from '../../components/dialog.tsx'
import { notice } from '../../components/notices.tsx'
import { ask, RequestFailed } from '../../connection/requests.ts'
import { formatProcess } from '../../format/names.ts'
import { go } from '../../navigation/route.ts'

/** What can be done to a process: to listen to it, and to end it, which is asked about first. */
export function Actions({ process }: { process: ProcessDetails }): JSX.Element {
  const asking = useSignal(false)
  return (
    <div class="actions">
      <button
        type="button"
        onClick={() => go({ view: 'trace', query: { pid: String(process.pid), shown: process.shown, start: 'yes' } })}
      >
        Trace its messages
      </button>
      <button type="button" class="danger" onClick={() => (asking.value = true)}>
        Kill…
      </button>
      <KillDialog process={process} open={asking.value} onClose={() => (asking.value = false)} />
    </div>
  )
}

interface Props {
  readonly process: ProcessDetails
  readonly open: boolean
  readonly onClose: () => void
}

function KillDialog({ process, open, onClose }: Props): JSX.Element {
  const reason = useSignal('kill')
  const kill = async (): Promise<void> => {
    onClose()
    try {
      await ask({ type: 'kill', pid: process.pid, reason: reason.value })
      notice(`Sent the exit signal ${reason.value} to ${process.shown}.`)
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      notice(`Nothing was sent to ${process.shown}. ${error.message}`)
    }
  }
  return (
    <Dialog title={`Kill ${process.shown}?`} open={open} onClose={onClose}>
      <p>
        <strong>{formatProcess(process)}</strong> gets an exit signal. {consequence(process.links.length)}
      </p>
      <label>
        <span>Reason</span>
        <select value={reason.value} onChange={(event) => (reason.value = event.currentTarget.value)}>
          <option value="kill">kill: cannot be trapped</option>
          <option value="shutdown">shutdown: it may clean up</option>
        </select>
      </label>
      <p class="buttons">
        <button type="button" onClick={onClose}>
          Leave it
        </button>
        <button type="button" class="danger" onClick={kill}>
          Kill
        </button>
      </p>
    </Dialog>
  )
}

function consequence(links: number): string {
  if (links === 0) return 'Nobody is linked to it.'
  return `So do, if it ends, the ${links === 1 ? 'process that is' : `${links} processes that are`} linked to it; a supervisor among them will start it again.`
}
