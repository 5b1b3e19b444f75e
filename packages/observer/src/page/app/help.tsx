import type { JSX } from 'preact'
import { Dialog } from '../components/dialog.tsx'
import { helpOpen, setShortcuts, shortcuts, shortcutsOn } from './shortcuts.ts'

export function Help(): JSX.Element {
  return (
    <Dialog title="Keys" open={helpOpen.value} onClose={() => (helpOpen.value = false)}>
      <dl class="keys">
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={shortcutsOn.value} onChange={(e) => setShortcuts(e.currentTarget.checked)} />
        Keys without Ctrl do something
      </label>
    </Dialog>
  )
}
