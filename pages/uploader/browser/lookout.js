// Keeps the shelf's lines as the records say: what was there before this tab, and how far the counting is.

/** @import { Shelf } from "./shelf.js" */
/** @import { Entry, JobLine, Line } from "./types.d.ts" */

import { FOLLOWED_MOST, readFollowed } from "./followed.js";
import { heldElsewhere } from "./putting.js";
import { ENDED_BADLY, LIVE, PENDING } from "./states.js";
import { sleep } from "./timing.js";
import { SAYS } from "./words.js";

const LOOK_MS = 1000;
const LOOK_HIDDEN_MS = 5000;

export class Lookout {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    this.isLooking = false;
  }

  // What ran or was left unfinished before this tab was loaded, and what it followed.
  async remember() {
    const { calls } = this.shelf;
    const followed = readFollowed();
    const [recalled, watched] = await Promise.all([
      calls.insist("recall", {}),
      followed.length ? calls.insist("watch", { jobs: followed }) : { lines: [] },
    ]);
    const others = await heldElsewhere();
    const finished = watched.lines.filter((line) => line.state !== "unfinished");
    for (const line of [...recalled.lines, ...finished].reverse()) {
      if (line.state !== "unfinished") this.shelf.show(line);
      else if (!this.shelf.isDropped(line)) this.recall(line, others.has(line.job_id));
    }
  }

  /**
   * Shows an upload that was left unfinished; one that is whole needs no file to go on.
   * @param {JobLine} line
   * @param {boolean} isHeld whether another tab goes on with it
   */
  recall(line, isHeld) {
    const { shelf } = this;
    if (isHeld) shelf.show({ ...line, state: "elsewhere", note: SAYS.elsewhere });
    else if (line.arrived === line.size) {
      shelf.show({ ...line, state: "verifying" });
      const show = (/** @type {{ line?: Line }} */ answer) => answer.line && shelf.show(answer.line);
      shelf.calls.ask("complete", { job_id: line.job_id }).then(show, () => {});
    } else shelf.show(line);
  }

  // Asks how far the counting is, for as long as something is being counted.
  async look() {
    if (this.isLooking) return;
    this.isLooking = true;
    while (this.live().length) {
      await sleep(document.hidden ? LOOK_HIDDEN_MS : LOOK_MS);
      try {
        const { lines } = await this.shelf.calls.ask("watch", { jobs: this.live() });
        const others = await heldElsewhere();
        const isAlive = (/** @type {Line} */ line) => line.state === "unfinished" && others.has(line.job_id);
        lines.filter((line) => !isAlive(line)).forEach((line) => this.shelf.update(line));
      } catch (refusal) {
        const { message } = /** @type {Error} */ (refusal);
        for (const entry of this.shelf.entries) if (PENDING.has(entry.state)) entry.trouble = message;
      }
    }
    this.isLooking = false;
  }

  // What ended badly may have been counted anew from the page of its report.
  lookAgain() {
    const jobs = this.jobs((entry) => ENDED_BADLY.has(entry.state)).slice(-FOLLOWED_MOST);
    if (!jobs.length) return;
    const update = (/** @type {{ lines: Line[] }} */ { lines }) => lines.forEach((line) => this.shelf.update(line));
    this.shelf.calls.ask("watch", { jobs }).then(update, () => {});
  }

  live() {
    return this.jobs((entry) => LIVE.has(entry.state)).slice(0, FOLLOWED_MOST);
  }

  /** @param {(entry: Entry) => boolean} isMeant */
  jobs(isMeant) {
    return this.shelf.entries.filter(isMeant).flatMap((entry) => entry.jobId ?? []);
  }
}
