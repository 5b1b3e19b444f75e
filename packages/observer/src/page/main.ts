import type { StreamEvent } from '../protocol.ts'

const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
const latest = document.body.appendChild(document.createElement('pre'))
const events = new EventSource(`api/events?token=${encodeURIComponent(token)}`)
for (const type of ['hello', 'overview', 'events', 'goodbye'] satisfies StreamEvent['type'][]) {
  events.addEventListener(type, ({ data }) => {
    if (type === 'overview') latest.textContent = JSON.stringify(JSON.parse(data), null, 2)
  })
}
