// A browser opens six connections to a server: five carry parts, taken in turn from every file.

const PARTS_AT_ONCE = 5;

/**
 * @typedef {object} Sender
 * @property {() => Promise<void> | null} sendNext starts a part; null when there is none to send now
 */

export class Pool {
  constructor() {
    /** @type {Sender[]} */
    this.senders = [];
    this.active = 0;
  }

  /** @param {Sender} sender */
  add(sender) {
    if (!this.senders.includes(sender)) this.senders.push(sender);
    this.pump();
  }

  /** @param {Sender} sender */
  remove(sender) {
    this.senders = this.senders.filter((other) => other !== sender);
  }

  pump() {
    while (this.active < PARTS_AT_ONCE) {
      const sending = this.next();
      if (!sending) return;
      this.active += 1;
      sending.finally(() => {
        this.active -= 1;
        this.pump();
      });
    }
  }

  // Starts a part of the file whose turn it is; null when no file has one to send now.
  next() {
    for (let tries = this.senders.length; tries > 0; tries -= 1) {
      const sender = this.senders.shift();
      if (!sender) return null;
      this.senders.push(sender);
      const sending = sender.sendNext();
      if (sending) return sending;
    }
    return null;
  }
}
