// Requests to the page's Python side. What is sent may get lost, so everything unanswered is sent again.

/** @import { Answer, Operation, Operations, Problem, Question, Wire } from "./types.d.ts" */

import { backoff, sleep } from "./timing.js";

const RESEND_MS = [1000, 2000, 3000];
const SILENT_MS = 9000;

export class Refusal extends Error {
  /** @param {Problem} problem */
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }

  get isTemporary() {
    return this.isOurs || ["storage_unavailable", "broker_unavailable"].includes(this.code);
  }

  get isOurs() {
    return ["internal", "too_many_requests"].includes(this.code);
  }
}

/**
 * @typedef {object} Call
 * @property {Question} question
 * @property {(result: any) => void} resolve
 * @property {(refusal: Refusal) => void} reject
 * @property {number} since
 */

export class Calls {
  constructor() {
    const words = crypto.getRandomValues(new Uint32Array(3));
    this.prefix = Array.from(words, (word) => word.toString(16)).join("");
    this.count = 0;
    /** @type {Map<string, Call>} */
    this.outbox = new Map();
    /**
     * The mounted component's newest way to send; null while none is mounted.
     * @type {Wire | null}
     */
    this.wire = null;
    this.sentAt = 0;
    this.resends = 0;
    this.isDue = false;
    setInterval(() => this.resend(), 500);
  }

  /** @param {Wire} wire */
  connect(wire) {
    const isNew = this.wire === null;
    this.wire = wire;
    if (isNew && this.outbox.size) this.flush();
  }

  /** @param {Wire} wire */
  disconnect(wire) {
    if (this.wire === wire) this.wire = null;
  }

  /**
   * Resolves with the result, rejects with a Refusal; waits as long as it takes.
   * @template {Operation} Op
   * @param {Op} op
   * @param {Operations[Op]["fields"]} fields
   * @returns {Promise<Operations[Op]["result"]>}
   */
  ask(op, fields) {
    this.count += 1;
    const question = { id: `${this.prefix}-${this.count}`, op, ...fields };
    return new Promise((resolve, reject) => {
      this.outbox.set(question.id, { question, resolve, reject, since: Date.now() });
      if (this.isDue) return;
      this.isDue = true;
      queueMicrotask(() => this.flush());
    });
  }

  /**
   * As `ask`, and again for as long as the refusal is a temporary one; `onRefusal` may end it by returning true.
   * @template {Operation} Op
   * @param {Op} op
   * @param {Operations[Op]["fields"]} fields
   * @param {(refusal: Refusal) => boolean | void} onRefusal
   * @returns {Promise<Operations[Op]["result"]>}
   */
  async insist(op, fields, onRefusal = () => {}) {
    for (let tries = 0;; tries += 1) {
      try {
        return await this.ask(op, fields);
      } catch (error) {
        const refusal = /** @type {Refusal} */ (error);
        if (onRefusal(refusal) || !refusal.isTemporary) throw refusal;
        await sleep(backoff(tries));
      }
    }
  }

  /** @param {Answer[]} answers */
  hear(answers) {
    for (const answer of answers) {
      const call = this.outbox.get(answer.id);
      if (!call) continue;
      this.outbox.delete(answer.id);
      this.resends = 0;
      if (answer.error) call.reject(new Refusal(answer.error));
      else call.resolve(answer.result);
    }
  }

  get isSilent() {
    const oldest = this.outbox.values().next().value;
    return oldest !== undefined && Date.now() - oldest.since > SILENT_MS;
  }

  resend() {
    const patience = RESEND_MS[Math.min(this.resends, RESEND_MS.length - 1)];
    if (!this.outbox.size || Date.now() - this.sentAt < patience) return;
    this.resends += 1;
    this.flush();
  }

  flush() {
    this.isDue = false;
    if (!this.wire || !this.outbox.size) return;
    this.sentAt = Date.now();
    this.wire(Array.from(this.outbox.values(), (call) => call.question));
  }
}
