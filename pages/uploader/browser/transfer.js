// One file on its way: begin, send parts, complete. It changes its entry's state and never gives up by itself
// while waiting helps.

const COMPLETING_MS = 1000;
const DENIALS = 6;
const STUBBORN = 6;
const STUBBORN_MS = 60000;
const RESTARTS = 5;

class Transfer {
  constructor(entry, shelf) {
    this.entry = entry;
    this.shelf = shelf;
    this.parts = null;
    this.isSigning = false;
    this.isOver = false;
    this.isRestarting = false;
    this.failures = 0;
    this.denials = 0;
    this.restarts = 0;
    this.waitsUntil = 0;
    this.aborting = new AbortController();
    this.letGo = () => {};
    this.meter = new Meter();
  }

  async start() {
    this.entry.state = "preparing";
    try {
      this.entry.fingerprint = await fingerprintOf(this.entry.file);
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
    const { name, size, fingerprint, options } = this.entry;
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
    this.parts = new Parts(size, answer.part_size, answer.arrived);
    this.parts.sign(answer);
    if (this.entry.state === "preparing" || this.entry.state === "verifying") this.entry.state = "uploading";
    this.entry.sent = this.parts.sent;
    this.shelf.pool.add(this);
    this.goOn();
  }

  // Starts the next part; null when there is none to start now.
  sendNext() {
    if (this.entry.state !== "uploading" || this.isOver) return null;
    if (!navigator.onLine || Date.now() < this.waitsUntil) return null;
    if (this.failures > 0 && this.parts.flying.size > 0) return null; // one part tries the way for the others
    this.signAhead();
    const part = this.parts.take();
    return part && this.send(part);
  }

  async send({ number, url, start, size }) {
    const { parts, entry } = this;
    const signal = this.aborting.signal;
    try {
      await put(url, entry.file.slice(start, start + size), signal, (bytes) => parts.flying.set(number, bytes));
    } catch (failure) {
      parts.lost(number);
      if (!signal.aborted) await this.cope(failure.status, url);
      return;
    }
    parts.landed(number);
    this.failures = this.denials = 0;
    entry.trouble = "";
    if (parts.isWhole && entry.state === "uploading" && !this.isOver) this.complete();
  }

  async cope(status, url) {
    if (status === 0 && !(await isReadable(this.entry.file))) {
      this.discard();
      this.fail("failed", SAYS.changed, "choose");
    } else if (status === 404) {
      this.restart();
    } else {
      if (status === 403) this.parts.urls.clear(); // one that has expired is not alone
      if (Date.now() < this.waitsUntil) return; // parts that fail together fail once
      if (status === 403) this.denials += 1;
      if (this.denials >= DENIALS) this.fail("failed", SAYS.denied, "again");
      else await this.wait(status, url);
    }
  }

  // An outage passes; a storage that answers and refuses every time needs a person.
  async wait(status, url) {
    this.failures += 1;
    const count = this.failures;
    this.rest(backoff(count - 1));
    const refusal = count < STUBBORN ? null : await refusalOf(status, url);
    if (this.failures !== count || this.isOver) return; // the storage has taken a part meanwhile
    if (count > 1) this.entry.trouble = refusal ?? SAYS.storageAway;
    if (refusal) this.rest(STUBBORN_MS);
  }

  rest(pause) {
    this.waitsUntil = Date.now() + pause;
    setTimeout(() => this.shelf.pool.pump(), pause + 5);
  }

  goOn() {
    this.waitsUntil = 0;
    if (this.entry.state !== "uploading") return;
    if (this.parts?.isWhole) this.complete();
    else this.shelf.pool.pump();
  }

  async signAhead() {
    const numbers = this.parts.unsigned();
    if (this.isSigning || !numbers.length) return;
    this.isSigning = true;
    const answer = await this.insist("sign", { job_id: this.entry.jobId, parts: numbers });
    this.isSigning = false;
    if (!answer || this.isOver) return;
    this.parts.sign(answer);
    this.shelf.pool.pump();
  }

  async complete() {
    this.entry.state = "verifying";
    for (;;) {
      const answer = await this.insist("complete", { job_id: this.entry.jobId });
      if (!answer || this.isOver) return;
      if (!answer.pending) {
        this.end();
        this.shelf.show(answer.line);
        return;
      }
      await sleep(COMPLETING_MS);
    }
  }

  // Asks until there is an answer; null when the answer ends this transfer or begins it anew.
  async insist(op, fields) {
    const { entry } = this;
    try {
      const answer = await this.shelf.calls.insist(op, fields, (refusal) => {
        entry.trouble = refusal.isOurs ? refusal.message : SAYS.storageAway;
        return this.isOver;
      });
      if (op !== "sign") entry.trouble = "";
      return answer;
    } catch (refusal) {
      if (this.isOver) return null;
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
    this.shelf.pool.remove(this);
    this.stopParts();
    this.entry.state = "preparing";
    const answer = await this.insist("watch", { jobs: [this.entry.jobId] });
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

  pause() {
    if (this.entry.state !== "uploading") return;
    Object.assign(this.entry, { state: "paused", trouble: "" });
    this.stopParts();
    this.entry.sent = this.parts.sent;
  }

  resume() {
    if (this.entry.state !== "paused") return;
    this.entry.state = "uploading";
    this.meter.clear();
    this.goOn();
  }

  stopParts() {
    this.aborting.abort();
    this.aborting = new AbortController();
    for (const number of this.parts?.flying.keys() ?? []) this.parts.lost(number);
    this.meter.clear();
  }

  fail(state, note, remedy) {
    this.end();
    Object.assign(this.entry, { state, note, remedy, trouble: "" });
    this.shelf.render();
  }

  // What has arrived of a file that is no longer the same is worth nothing.
  discard() {
    const { jobId } = this.entry;
    this.shelf.inTurn(this.entry, () => this.shelf.calls.ask("cancel", { job_id: jobId })).catch(() => {});
  }

  end() {
    this.isOver = true;
    this.stopParts();
    this.shelf.pool.remove(this);
    this.letGo();
  }

  measure() {
    if (this.entry.state !== "uploading" || !this.parts) return;
    this.entry.sent = this.parts.sent;
    this.entry.speed = this.meter.speed(this.entry.sent);
  }
}
