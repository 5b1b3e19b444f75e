import { send } from 'multibeam'
import { dead, type Rows } from './row.ts'

/** `!` gives the message, `send` nothing: the row's term says that it has not thrown. */
export const sending = {
  *send_dead(place) {
    send(yield* dead(place), 'hi')
    return 'hi'
  },

  *send_unreg() {
    send('nonesuch', 'hi')
    return 'hi'
  },

  *send_badarg() {
    send(12 as never, 'hi')
    return 'hi'
  },
} satisfies Rows
