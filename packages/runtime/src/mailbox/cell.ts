/** A message in a mailbox. */
export class Cell {
  readonly message: unknown
  next: Cell | null

  constructor(message: unknown) {
    this.message = message
    this.next = null
  }
}
