import { exit, send } from 'multibeam'
interface X { a: number }
export function* main(how: string) {
  console.log('args', how)
  if (how === 'exit') exit({ bad: 1 })
  if (how === 'unsend') send(1 as never, { a: () => 1 })
  throw new TypeError('boom')
}
