// The parts of an open upload on their way: presigned ahead, sent, and sent again for as long as waiting helps.

/** @import { Part, Parts } from "./parts.js" */
/** @import { PutFailure } from "./putting.js" */
/** @import { Transfer } from "./transfer.js" */

import { isReadable, put } from "./putting.js";
import { SAYS } from "./words.js";

export class Sending {
  /**
   * @param {Transfer} transfer
   * @param {Parts} parts
   */
  constructor(transfer, parts) {
    this.transfer = transfer;
    this.parts = parts;
    this.isPresigning = false;
    this.aborting = new AbortController();
  }

  // Starts the next part; null when there is none to start now.
  sendNext() {
    const { parts, transfer } = this;
    if (!transfer.isUploading || !navigator.onLine || transfer.setbacks.isWaiting) return null;
    if (transfer.setbacks.failures > 0 && parts.flying.size > 0) return null; // one part tries the way for the others
    this.presignAhead();
    const part = parts.take();
    return part && this.send(part);
  }

  async presignAhead() {
    const { parts, transfer } = this;
    const numbers = parts.toPresign();
    if (this.isPresigning || !numbers.length) return;
    this.isPresigning = true;
    const answer = await transfer.insist("presign", { job_id: transfer.jobId, parts: numbers });
    this.isPresigning = false;
    if (!answer || transfer.isOver) return;
    parts.takeUrls(answer);
    transfer.shelf.pool.pump();
  }

  /** @param {Part} part */
  async send({ number, url, start, size }) {
    const { parts, transfer } = this;
    const { entry, file } = transfer;
    const signal = this.aborting.signal;
    try {
      await put(url, file.slice(start, start + size), signal, (bytes) => parts.flying.set(number, bytes));
    } catch (failure) {
      parts.lost(number);
      if (!signal.aborted && transfer.isUploading) await this.cope(/** @type {PutFailure} */ (failure).status, url);
      return;
    }
    parts.landed(number);
    transfer.setbacks.clear();
    entry.trouble = "";
    if (parts.isWhole && transfer.isUploading) transfer.complete();
  }

  /**
   * @param {number} status
   * @param {string} url
   */
  async cope(status, url) {
    const { parts, transfer } = this;
    const { entry, file, setbacks } = transfer;
    if (status === 0 && !(await isReadable(file))) transfer.giveUp(SAYS.changed);
    else if (status === 404) transfer.restart();
    else {
      if (status === 403) parts.urls.clear(); // one that has expired is not alone
      if (setbacks.isWaiting) return; // parts that fail together fail once
      if (status === 403) setbacks.denials += 1;
      if (setbacks.isDenied) transfer.fail("failed", SAYS.denied, "again");
      else {
        const trouble = await setbacks.count(status, url);
        if (trouble && !transfer.isOver) entry.trouble = trouble;
      }
    }
  }

  // Takes back what is on its way.
  stop() {
    this.aborting.abort();
    this.aborting = new AbortController();
    for (const number of this.parts.flying.keys()) this.parts.lost(number);
  }
}
