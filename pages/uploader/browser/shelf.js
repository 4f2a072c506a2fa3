// Every file this tab knows of, from drop to report. It lives as long as the tab, whatever page is shown.

/** @import { CountOptions, Entry, JobLine, Line, NewEntry, View } from "./types.d.ts" */

import { Calls } from "./calls.js";
import { keepFollowed } from "./followed.js";
import { Lookout } from "./lookout.js";
import { Pool } from "./pool.js";
import { sampleFile } from "./sample.js";
import { FLYING, OVER, PENDING } from "./states.js";
import { Transfer } from "./transfer.js";
import { Turns } from "./turns.js";
import { SAYS } from "./words.js";

const TICK_MS = 250;

export class Shelf {
  constructor() {
    this.calls = new Calls();
    this.pool = new Pool();
    this.turns = new Turns();
    this.lookout = new Lookout(this);
    /** @type {Entry[]} */
    this.entries = [];
    this.count = 0;
    /** @type {View | null} */
    this.view = null;
    /**
     * Where the view is shown, and by which call of the component.
     * @type {HTMLElement | null}
     */
    this.stage = null;
    /** @type {symbol | null} */
    this.showing = null;
    this.wasAsked = false;
    /** @type {CountOptions} */
    this.options = { ask_first: false, fold_gmail: false };
    this.isRecalled = false;
    this.listen();
    this.lookout.remember().finally(() => this.isRecalled = true);
  }

  listen() {
    window.addEventListener("audience-line", () => this.connect());
    window.addEventListener("audience-line-cut", (event) => this.calls.disconnect(event.detail));
    window.addEventListener("online", () => this.entries.forEach((entry) => entry.transfer?.goOn()));
    window.addEventListener("beforeunload", (event) => {
      const isFlying = (/** @type {Entry} */ entry) => FLYING.has(entry.state) && entry.state !== "paused";
      if (this.entries.some(isFlying)) event.preventDefault();
    });
    setInterval(() => this.tick(), TICK_MS);
    this.connect();
  }

  connect() {
    if (!window.audienceLine) return;
    this.calls.connect(window.audienceLine.wire);
    this.calls.hear(window.audienceLine.answers);
  }

  /**
   * @param {File[]} files
   * @param {Entry | null} chosenFor the entry in whose place they were chosen, or which one of them goes on with
   */
  add(files, chosenFor = null) {
    if (chosenFor && OVER.has(chosenFor.state)) this.dismiss(chosenFor);
    const isFile = (/** @type {Entry} */ entry, /** @type {File} */ file) =>
      entry.size === file.size && entry.name === file.name;
    if (chosenFor?.state === "unfinished" && !files.some((file) => isFile(chosenFor, file))) {
      chosenFor.note = SAYS.other;
    }
    // The line entered last is on top: that of the first file.
    const added = files.toReversed().map((file) => {
      const unfinished = this.entries.find((entry) => entry.state === "unfinished" && isFile(entry, file));
      const entry = unfinished ?? this.enter({ name: file.name, size: file.size });
      this.entries = [...this.entries.filter((other) => other !== entry), entry];
      entry.options = { ...this.options };
      return { entry, file };
    });
    for (const { entry, file } of added.reverse()) this.start(entry, file);
    if (added.length) this.view?.reveal?.(added[0].entry);
  }

  addSample() {
    this.add([sampleFile()]);
  }

  /**
   * Lets the analyst choose files, in place of an entry that failed or to go on with an unfinished one.
   * @param {Entry} entry
   */
  choose(entry) {
    this.view?.choose?.(entry);
  }

  /**
   * @param {string} name
   * @param {string} note
   */
  refuse(name, note) {
    this.enter({ name, size: 0, state: "refused", note, remedy: "choose" });
    this.render();
  }

  /**
   * @param {NewEntry} fields
   * @returns {Entry}
   */
  enter(fields) {
    this.count += 1;
    /** @type {Entry} */
    const entry = {
      key: this.count,
      state: "preparing",
      sent: 0,
      speed: 0,
      left: 0,
      note: "",
      trouble: "",
      options: {},
      ...fields,
    };
    this.entries.push(entry);
    return entry;
  }

  /**
   * @param {Entry} entry
   * @param {File} file
   */
  start(entry, file) {
    const hoped = entry.state === "unfinished" ? { jobId: entry.jobId, sent: entry.sent } : null;
    Object.assign(entry, { file, hoped, jobId: undefined, sent: 0, note: "", remedy: undefined });
    entry.transfer = new Transfer(entry, file, this);
    entry.transfer.start().then(() => this.render());
    this.render();
  }

  /**
   * Opening and cancelling uploads of one file, one after the other: the storage knows a file by what it looks like,
   * so one opened before the last is gone would be that last one, and go with it.
   * @template Result
   * @param {Entry} entry
   * @param {() => Promise<Result>} act
   */
  inTurn({ name, size }, act) {
    return this.turns.take(`${size} ${name}`, act);
  }

  /**
   * Whether such a file was dropped here: an upload of it, just begun, may be in the records before this tab is told.
   * @param {JobLine} line
   */
  isDropped({ name, size }) {
    return this.entries.some((entry) => entry.file && entry.name === name && entry.size === size);
  }

  /** @param {Entry} entry */
  isTwice(entry) {
    const isSame = (/** @type {Entry} */ other) =>
      other !== entry && FLYING.has(other.state) && other.fingerprint === entry.fingerprint;
    return this.entries.some(isSame);
  }

  /**
   * The upload has a job now. A file that only looked like the one left unfinished leaves that one's line alone.
   * @param {Entry} entry
   * @param {string} jobId
   */
  adopt(entry, jobId) {
    const { hoped, name, size } = entry;
    this.entries = this.entries.filter((other) => other === entry || other.jobId !== jobId);
    Object.assign(entry, { jobId, hoped: null });
    if (!hoped || hoped.jobId === jobId) return;
    const left = this.enter({ ...hoped, name, size, state: "unfinished", note: SAYS.other });
    this.entries = [left, ...this.entries.filter((other) => other !== left)];
  }

  /**
   * Shows what a record says; a file that this tab is sending knows better.
   * @param {Line} line
   */
  show(line) {
    const known = this.entries.find((entry) => entry.jobId === line.job_id);
    if (line.state === "unknown") {
      if (known) this.remove(known);
    } else {
      const { job_id: jobId, arrived = 0, ...fields } = line;
      if (!known) this.enter({ jobId, sent: arrived, ...fields });
      else if (!FLYING.has(known.state) || known.transfer?.isOver !== false) {
        Object.assign(known, { note: "", remedy: undefined, trouble: "", before: undefined, left: 0 }, fields);
      }
    }
    this.save();
    this.render();
    this.lookout.look();
  }

  /**
   * Shows what a record says of a line that was there when it was asked for, unless it was taken away meanwhile.
   * @param {Line} line
   */
  update(line) {
    if (this.entries.some((entry) => entry.jobId === line.job_id)) this.show(line);
  }

  tick() {
    const flying = this.entries.filter((entry) => FLYING.has(entry.state));
    for (const entry of flying) {
      entry.transfer?.measure();
      if (!navigator.onLine && entry.state !== "paused") entry.trouble = SAYS.offline;
      else if (entry.trouble === SAYS.offline || entry.trouble === SAYS.pageAway) entry.trouble = "";
      if (navigator.onLine && !entry.trouble && this.calls.isSilent) entry.trouble = SAYS.pageAway;
    }
    if (flying.length) this.render();
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
  }

  /** @param {Entry} entry */
  dismiss(entry) {
    this.remove(entry);
    this.save();
    this.render();
  }

  save() {
    const jobs = this.entries.filter((entry) => entry.jobId && (PENDING.has(entry.state) || OVER.has(entry.state)));
    keepFollowed(jobs.map((entry) => entry.jobId));
  }

  render() {
    this.view?.render(this.entries);
  }
}
