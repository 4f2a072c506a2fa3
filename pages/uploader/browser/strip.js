// On every other page: one quiet line while something runs, nothing at all otherwise.

/** @import { Shelf } from "./shelf.js" */
/** @import { Entry } from "./types.d.ts" */

import { element, makeBar, pageLink, setBar, setText } from "./dom.js";
import { tr } from "./texts.js";
import { stripText } from "./words.js";

export class Strip {
  /**
   * @param {HTMLElement} root
   * @param {Shelf} shelf
   */
  constructor(root, shelf) {
    this.text = element("span", { class: "text" });
    this.bar = makeBar(tr("Files"));
    const go = () => shelf.calls.ask("open", { job_id: null }).catch(() => {});
    const show = pageLink(tr("Show"), ".", go);
    const line = element("div", { class: "line" }, this.text, show);
    this.node = element("div", { class: "strip", role: "status", "aria-live": "off" }, line, this.bar);
    root.append(this.node);
  }

  /** @param {Entry[]} entries */
  render(entries) {
    const shown = stripText(entries);
    this.node.hidden = shown === null;
    if (!shown) return;
    setText(this.text, shown.text);
    setBar(this.bar, shown.share);
  }

  remove() {}
}
