// One file on its way: begin, send, complete. It changes its entry's state and never gives up by itself while
// waiting helps.

/** @import { Refusal } from "./calls.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Entry, Operation, Operations, Remedy, State } from "./types.d.ts" */

import { Countdown } from "./countdown.js";
import { Parts } from "./parts.js";
import { fingerprintOf, hold } from "./putting.js";
import { Sending } from "./sending.js";
import { Setbacks } from "./setbacks.js";
import { Meter, sleep } from "./timing.js";
import { SAYS } from "./words.js";

const COMPLETING_MS = 1000;
const RESTARTS = 5;
const STUCK_MS = 10000;

export class Transfer {
  /**
   * @param {Entry} entry
   * @param {File} file
   * @param {Shelf} shelf
   */
  constructor(entry, file, shelf) {
    this.entry = entry;
    this.file = file;
    this.shelf = shelf;
    /**
     * Null until the upload is open.
     * @type {Sending | null}
     */
    this.sending = null;
    this.isOver = false;
    this.isRestarting = false;
    this.restarts = 0;
    this.setbacks = new Setbacks(() => shelf.pool.pump());
    this.letGo = () => {};
    this.meter = new Meter();
    this.countdown = new Countdown();
    this.movedAt = Date.now();
  }

  get jobId() {
    return this.entry.jobId ?? "";
  }

  get isUploading() {
    return this.entry.state === "uploading" && !this.isOver;
  }

  async start() {
    this.entry.state = "preparing";
    try {
      this.entry.fingerprint = await fingerprintOf(this.file);
    } catch {
      this.fail("unreadable", SAYS.unreadable, "choose");
      return;
    }
    if (this.shelf.isTwice(this.entry)) this.fail("refused", SAYS.twice);
    else await this.shelf.inTurn(this.entry, () => this.begin());
  }

  // Opens the upload, or learns which parts are still missing.
  async begin() {
    if (this.isOver) return;
    const { name, size, fingerprint = "", options } = this.entry;
    const answer = await this.insist("begin", { name: name.slice(-1000), size, fingerprint, ...options });
    if (!answer) return;
    if (this.isOver) {
      await this.shelf.calls.ask("cancel", { job_id: answer.job_id }).catch(() => {});
      return;
    }
    if (this.entry.jobId !== answer.job_id) {
      this.letGo();
      const letGo = await hold(answer.job_id);
      if (!letGo) {
        this.fail("refused", SAYS.elsewhere);
        return;
      }
      this.letGo = letGo;
      this.shelf.adopt(this.entry, answer.job_id);
    }
    const parts = new Parts(size, answer.part_size, answer.arrived);
    parts.takeUrls(answer);
    if (this.entry.state === "preparing" || this.entry.state === "verifying") this.entry.state = "uploading";
    this.entry.sent = parts.sent;
    this.sending = new Sending(this, parts);
    this.shelf.pool.add(this.sending);
    this.goOn();
  }

  goOn() {
    this.setbacks.waitNoLonger();
    if (this.entry.state !== "uploading") return;
    if (this.sending?.parts.isWhole) this.complete();
    else this.shelf.pool.pump();
  }

  async complete() {
    this.entry.state = "verifying";
    for (;;) {
      const answer = await this.insist("complete", { job_id: this.jobId });
      if (!answer || this.isOver) return;
      if (!answer.pending) {
        this.end();
        if (answer.line) this.shelf.show(answer.line);
        return;
      }
      await sleep(COMPLETING_MS);
    }
  }

  /**
   * Asks until there is an answer; null when the answer ends this transfer or begins it anew.
   * @template {Operation} Op
   * @param {Op} op
   * @param {Operations[Op]["fields"]} fields
   * @returns {Promise<Operations[Op]["result"] | null>}
   */
  async insist(op, fields) {
    const { entry } = this;
    try {
      const answer = await this.shelf.calls.insist(op, fields, (refusal) => {
        entry.trouble = refusal.isOurs ? refusal.message : SAYS.storageAway;
        return this.isOver;
      });
      if (op !== "presign") entry.trouble = "";
      return answer;
    } catch (error) {
      if (this.isOver) return null;
      const refusal = /** @type {Refusal} */ (error);
      if (refusal.code === "upload_incomplete" && op !== "begin") return this.restart();
      const isNew = op === "begin";
      const isTaken = !isNew || refusal.code === "quota_reached"; // this file can be sent, if not now
      this.fail(isNew ? "refused" : "failed", refusal.message, isTaken ? "again" : "choose");
      return null;
    }
  }

  // The storage no longer knows the upload or lacks parts: begin again, unless it was cancelled somewhere else.
  async restart() {
    if (this.isOver || this.isRestarting) return null;
    this.isRestarting = true;
    this.restarts += 1;
    this.stopSending();
    this.entry.state = "preparing";
    const answer = await this.insist("watch", { jobs: [this.jobId] });
    this.isRestarting = false;
    if (!answer || this.isOver) return null;
    const [line] = answer.lines;
    if (line.state !== "unfinished") {
      this.end();
      this.shelf.show(line);
    } else if (this.restarts > RESTARTS) this.fail("failed", SAYS.denied, "again");
    else await this.shelf.inTurn(this.entry, () => this.begin());
    return null;
  }

  // The parts on their way still arrive, so that nothing is sent twice; no other is begun.
  pause() {
    if (this.entry.state !== "uploading" || !this.sending) return;
    this.forgetPace();
    Object.assign(this.entry, { state: "paused", trouble: "", sent: this.sending.parts.sent });
  }

  resume() {
    if (this.entry.state !== "paused") return;
    this.entry.state = "uploading";
    this.forgetPace();
    this.goOn();
  }

  stopSending() {
    if (this.sending) this.shelf.pool.remove(this.sending);
    this.sending?.stop();
    this.forgetPace();
  }

  forgetPace() {
    this.meter.clear();
    this.countdown.clear();
  }

  /**
   * @param {State} state
   * @param {string} note
   * @param {Remedy} [remedy]
   */
  fail(state, note, remedy) {
    this.end();
    Object.assign(this.entry, { state, note, remedy, trouble: "" });
    this.shelf.render();
  }

  /**
   * What has arrived of a file that is no longer the same is worth nothing.
   * @param {string} note
   */
  giveUp(note) {
    const { jobId } = this;
    this.shelf.inTurn(this.entry, () => this.shelf.calls.ask("cancel", { job_id: jobId })).catch(() => {});
    this.fail("failed", note, "choose");
  }

  end() {
    this.isOver = true;
    this.stopSending();
    this.letGo();
  }

  measure() {
    const { entry, sending } = this;
    if (!["uploading", "paused"].includes(entry.state) || !sending) return;
    const { sent, flying } = sending.parts;
    this.watch(sent !== entry.sent || !flying.size || entry.state === "paused");
    entry.sent = sent;
    if (entry.state !== "uploading") return;
    entry.speed = this.meter.speed(sent);
    entry.left = this.countdown.left(sent, entry.size);
  }

  /**
   * A storage that hangs keeps its connections and takes nothing more.
   * @param {boolean} isMoving
   */
  watch(isMoving) {
    const { entry } = this;
    if (isMoving) this.movedAt = Date.now();
    if (isMoving && entry.trouble === SAYS.storageStuck) entry.trouble = "";
    if (Date.now() - this.movedAt > STUCK_MS) entry.trouble ||= SAYS.storageStuck;
  }
}
