// A browser opens six connections to a server: five carry parts, taken in turn from every file.

const PARTS_AT_ONCE = 5;

class Pool {
  constructor() {
    this.transfers = [];
    this.active = 0;
  }

  add(transfer) {
    if (!this.transfers.includes(transfer)) this.transfers.push(transfer);
    this.pump();
  }

  remove(transfer) {
    this.transfers = this.transfers.filter((other) => other !== transfer);
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
    for (let tries = this.transfers.length; tries > 0; tries -= 1) {
      const transfer = this.transfers.shift();
      this.transfers.push(transfer);
      const sending = transfer.sendNext();
      if (sending) return sending;
    }
    return null;
  }
}
