// Says that the page cannot reach its server, and what goes on meanwhile; nothing any more once it is back.

/** @import { Shelf } from "./shelf.js" */

import { element, setText } from "./dom.js";
import { interruptionText } from "./words.js";

const LOOK_MS = 500;
const BRIEF_MS = 1500;
const ANSWER_MS = 4000;
const REST_MS = 2000;

export class Interruption {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    this.node = element("div", { class: "interruption", role: "status", hidden: true });
    this.cutSince = 0; // while there is a connection
    this.askedAt = 0;
    this.isDoubted = false;
    this.isAsking = false;
    this.isFrozen = false;
    const doubt = () => {
      this.isDoubted = true;
    };
    for (const kind of ["click", "keydown"]) window.addEventListener(kind, doubt, { capture: true });
    setInterval(() => this.look(), LOOK_MS);
  }

  look() {
    /** @type {HTMLElement | null} */
    const app = document.querySelector("[data-testid=stApp]");
    const isConnected = app?.dataset.testConnectionState === "CONNECTED";
    this.cutSince = isConnected ? 0 : this.cutSince || Date.now();
    if (isConnected && (this.isDoubted || this.isFrozen || this.shelf.calls.isSilent)) this.askServer();
    const isCut = this.cutSince > 0 && Date.now() - this.cutSince > BRIEF_MS;
    this.show(isCut || this.isFrozen || !navigator.onLine);
  }

  // A server that stands still keeps its connections, and what is clicked has no effect: asking it tells.
  async askServer() {
    if (this.isAsking || Date.now() - this.askedAt < REST_MS) return;
    this.isAsking = true;
    this.isDoubted = false;
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(new URL("_stcore/health", document.baseURI), { cache: "no-store", signal });
      this.isFrozen = !answer.ok;
    } catch {
      this.isFrozen = true;
    }
    this.isAsking = false;
    this.askedAt = Date.now();
  }

  /** @param {boolean} isAway */
  show(isAway) {
    setText(this.node, isAway ? interruptionText(this.shelf.entries, navigator.onLine) : "");
    this.node.hidden = !isAway;
  }
}
