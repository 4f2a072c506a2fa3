// Every file this tab knows of, from drop to report. It lives as long as the tab, whatever page is shown.

const FLYING = new Set(["preparing", "uploading", "paused", "verifying"]);
const PENDING = new Set(["waiting", "counting", "stopping"]);
const LIVE = new Set([...PENDING, "elsewhere"]);
const ENDED_BADLY = new Set(["unclear", "failed"]);
const OVER = new Set(["ready", ...ENDED_BADLY, "cancelled", "expired", "refused", "unreadable"]);
const TICK_MS = 250;
const LOOK_MS = 1000;
const LOOK_HIDDEN_MS = 5000;
const FOLLOWED = "audience-followed";
const FOLLOWED_MOST = 50;

class Shelf {
  constructor() {
    this.calls = new Calls();
    this.pool = new Pool();
    this.entries = [];
    this.count = 0;
    this.view = null;
    this.options = { ask_first: false, fold_gmail: false };
    this.isLooking = false;
    this.turns = new Map();
    this.listen();
    this.remember();
  }

  listen() {
    window.addEventListener("audience-line", () => this.connect());
    window.addEventListener("audience-line-cut", (event) => this.calls.disconnect(event.detail));
    window.addEventListener("online", () => this.entries.forEach((entry) => entry.transfer?.goOn()));
    window.addEventListener("beforeunload", (event) => {
      const isFlying = (entry) => FLYING.has(entry.state) && entry.state !== "paused";
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

  // What ran or was left unfinished before this tab was loaded, and what it followed.
  async remember() {
    const followed = readFollowed();
    const [recalled, watched] = await Promise.all([
      this.calls.insist("recall"),
      followed.length ? this.calls.insist("watch", { jobs: followed }) : { lines: [] },
    ]);
    const others = await heldElsewhere();
    const finished = watched.lines.filter((line) => line.state !== "unfinished");
    for (const line of [...recalled.lines, ...finished].reverse()) {
      if (line.state === "unfinished" && others.has(line.job_id)) {
        this.show({ ...line, state: "elsewhere", note: SAYS.elsewhere });
      } else if (line.state === "unfinished" && line.arrived === line.size) {
        this.show({ ...line, state: "verifying" });
        this.calls.ask("complete", { job_id: line.job_id }).then((answer) => answer.line && this.show(answer.line), () => {});
      } else this.show(line);
    }
  }

  add(files, chosenFor = null) {
    if (chosenFor && OVER.has(chosenFor.state)) this.dismiss(chosenFor);
    const isFile = (entry, file) => entry.size === file.size && entry.name === file.name;
    if (chosenFor?.state === "unfinished" && !files.some((file) => isFile(chosenFor, file))) chosenFor.note = SAYS.other;
    for (const file of files) {
      const unfinished = this.entries.find((entry) => entry.state === "unfinished" && isFile(entry, file));
      const entry = unfinished ?? this.enter({ name: file.name, size: file.size });
      this.start(Object.assign(entry, { file, options: { ...this.options } }));
    }
  }

  // Lets the analyst choose files, in place of an entry that failed or to go on with an unfinished one.
  choose(entry) {
    this.view?.choose?.(entry);
  }

  refuse(name, note) {
    this.enter({ name, size: 0, state: "refused", note, remedy: "choose" });
    this.render();
  }

  enter(fields) {
    this.count += 1;
    const entry = { key: this.count, state: "preparing", sent: 0, speed: 0, note: "", trouble: "", options: {}, ...fields };
    this.entries.push(entry);
    return entry;
  }

  start(entry) {
    const hoped = entry.state === "unfinished" ? { jobId: entry.jobId, sent: entry.sent } : null;
    Object.assign(entry, { hoped, jobId: undefined, sent: 0, note: "", remedy: undefined });
    entry.transfer = new Transfer(entry, this);
    entry.transfer.start().then(() => this.render());
    this.render();
  }

  // Opening and cancelling uploads of one file, one after the other: the storage knows a file by what it looks like,
  // so one opened before the last is gone would be that last one, and go with it.
  inTurn({ name, size }, act) {
    const file = `${size} ${name}`;
    const done = (this.turns.get(file) ?? Promise.resolve()).then(act);
    this.turns.set(file, done.catch(() => {}));
    return done;
  }

  isTwice(entry) {
    const isSame = (other) => other !== entry && FLYING.has(other.state) && other.fingerprint === entry.fingerprint;
    return this.entries.some(isSame);
  }

  // The upload has a job now. A file that only looked like the one left unfinished leaves that one's line alone.
  adopt(entry, jobId) {
    const { hoped, name, size } = entry;
    this.entries = this.entries.filter((other) => other === entry || other.jobId !== jobId);
    Object.assign(entry, { jobId, hoped: null });
    if (hoped && hoped.jobId !== jobId) this.enter({ ...hoped, name, size, state: "unfinished", note: SAYS.other });
  }

  // Shows what a record says; a file that this tab is sending knows better.
  show(line) {
    const { job_id: jobId, arrived = 0, ...fields } = line;
    const known = this.entries.find((entry) => entry.jobId === jobId);
    if (line.state === "unknown") {
      if (known) this.forget(known);
    } else if (!known) {
      this.enter({ jobId, sent: arrived, ...fields });
    } else if (!FLYING.has(known.state) || known.transfer?.isOver !== false) {
      Object.assign(known, { note: "", remedy: undefined, trouble: "" }, fields);
    }
    this.save();
    this.render();
    this.look();
  }

  // Asks how far the counting is, for as long as something is being counted.
  async look() {
    if (this.isLooking) return;
    this.isLooking = true;
    for (let jobs = this.pending(); jobs.length; jobs = this.pending()) {
      await sleep(document.hidden ? LOOK_HIDDEN_MS : LOOK_MS);
      try {
        const { lines } = await this.calls.ask("watch", { jobs: this.pending() });
        const others = await heldElsewhere();
        const isAlive = (line) => line.state === "unfinished" && others.has(line.job_id);
        lines.filter((line) => !isAlive(line)).forEach((line) => this.show(line));
      } catch (refusal) {
        for (const entry of this.entries) if (PENDING.has(entry.state)) entry.trouble = refusal.message;
      }
    }
    this.isLooking = false;
  }

  // What ended badly may have been counted anew from the page of its report.
  lookAgain() {
    const jobs = this.entries.filter((entry) => entry.jobId && ENDED_BADLY.has(entry.state)).map((entry) => entry.jobId);
    if (!jobs.length) return;
    const show = ({ lines }) => lines.forEach((line) => this.show(line));
    this.calls.ask("watch", { jobs: jobs.slice(-FOLLOWED_MOST) }).then(show, () => {});
  }

  pending() {
    return this.entries.filter((entry) => LIVE.has(entry.state)).slice(0, FOLLOWED_MOST).map((entry) => entry.jobId);
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

  forget(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
  }

  dismiss(entry) {
    this.forget(entry);
    this.save();
    this.render();
  }

  save() {
    const jobs = this.entries.filter((entry) => entry.jobId && (PENDING.has(entry.state) || OVER.has(entry.state)));
    sessionStorage.setItem(FOLLOWED, JSON.stringify(jobs.slice(-FOLLOWED_MOST).map((entry) => entry.jobId)));
  }

  render() {
    this.view?.render(this.entries);
  }
}

function readFollowed() {
  try {
    return JSON.parse(sessionStorage.getItem(FOLLOWED) ?? "[]");
  } catch {
    return [];
  }
}
