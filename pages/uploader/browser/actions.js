// What the analyst can do with a file in each state.

/** @import { Refusal } from "./calls.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Button, Entry, IconButton } from "./types.d.ts" */

import { isReadable } from "./putting.js";
import { PENDING } from "./states.js";
import { tr } from "./texts.js";
import { SAYS } from "./words.js";

const WORTH_ASKING_BYTES = 100e6;
const REFUSALS = new Set([SAYS.stranger, SAYS.denied]);

export class Actions {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
  }

  /**
   * Small buttons at the end of the line.
   * @param {Entry} entry
   * @returns {IconButton[]}
   */
  of(entry) {
    /** @type {IconButton} */
    const cancel = { name: tr("Cancel"), icon: "close", run: () => this.cancel(entry) };
    switch (entry.asking ? "asking" : entry.state) {
      case "uploading":
        return [{ name: tr("Pause"), icon: "pause", run: () => this.pause(entry) }, cancel];
      case "paused":
        return [{ name: tr("Go on"), icon: "play", run: () => this.resume(entry) }, cancel];
      case "preparing":
      case "verifying":
      case "unfinished":
      case "waiting":
      case "counting":
        return [cancel];
      case "asking":
      case "stopping":
        return [];
      default:
        return [{ name: tr("Remove from this list"), icon: "close", run: () => this.shelf.dismiss(entry) }];
    }
  }

  /**
   * Buttons with words, under the note.
   * @param {Entry} entry
   * @returns {Button[]}
   */
  remediesOf(entry) {
    if (entry.asking) {
      return [
        { name: tr("Throw away"), run: () => this.stop(entry) },
        { name: tr("Keep going"), run: () => this.keep(entry) },
      ];
    }
    if (REFUSALS.has(entry.trouble)) return [{ name: tr("Try again"), run: () => this.goOn(entry) }];
    if (entry.state === "unfinished") return [{ name: tr("Choose file"), run: () => this.shelf.choose(entry) }];
    switch (entry.remedy) {
      case "retry":
        return [{ name: tr("Try again"), run: () => this.retry(entry) }];
      case "again":
        return [{ name: tr("Upload again"), run: () => this.again(entry) }];
      case "choose":
      case "read":
        return entry.state === "unclear" ? [] : [{ name: tr("Choose a file"), run: () => this.shelf.choose(entry) }];
      default:
        return [];
    }
  }

  /** @param {Entry} entry */
  pause(entry) {
    entry.transfer?.pause();
    this.shelf.render();
  }

  /** @param {Entry} entry */
  resume(entry) {
    entry.transfer?.resume();
    this.shelf.render();
  }

  /** @param {Entry} entry */
  goOn(entry) {
    entry.trouble = "";
    entry.transfer?.goOn();
    this.shelf.render();
  }

  /**
   * Hours of uploading are not thrown away by one click.
   * @param {Entry} entry
   */
  cancel(entry) {
    if (entry.sent < WORTH_ASKING_BYTES || PENDING.has(entry.state)) this.stop(entry);
    else {
      entry.asking = true;
      this.shelf.render();
    }
  }

  /** @param {Entry} entry */
  keep(entry) {
    entry.asking = false;
    this.shelf.render();
  }

  /** @param {Entry} entry */
  async stop(entry) {
    const wasUnfinished = entry.state === "unfinished";
    entry.asking = false;
    entry.transfer?.end();
    Object.assign(entry, { state: entry.jobId ? "stopping" : "cancelled", note: "", trouble: "", remedy: "again" });
    this.shelf.render();
    if (!entry.jobId) return;
    await this.shelf.inTurn(entry, () => this.change(entry, "cancel"));
    if (wasUnfinished) this.shelf.dismiss(entry);
  }

  /** @param {Entry} entry */
  async retry(entry) {
    entry.remedy = undefined;
    await this.change(entry, "retry");
  }

  /** @param {Entry} entry */
  async again(entry) {
    if (entry.file && (await isReadable(entry.file))) this.shelf.start(entry, entry.file);
    else this.shelf.choose(entry);
  }

  /**
   * @param {Entry} entry
   * @param {"cancel" | "retry"} op
   */
  async change(entry, op) {
    try {
      const { line } = await this.shelf.calls.insist(op, { job_id: entry.jobId ?? "" }, (refusal) => {
        entry.trouble = refusal.message;
        this.shelf.render();
      });
      this.shelf.show(line);
    } catch (error) {
      const refusal = /** @type {Refusal} */ (error);
      const isBad = op === "retry";
      Object.assign(entry, isBad ? { note: refusal.message, remedy: "again" } : { trouble: "" });
      this.shelf.render();
      this.shelf.lookout.look();
    }
  }
}
