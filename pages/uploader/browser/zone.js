// The page with the drop zone: choose or drop files, and a line for each.

/** @import { Shelf } from "./shelf.js" */
/** @import { Entry, State } from "./types.d.ts" */

import { Actions } from "./actions.js";
import { element, icon, setText } from "./dom.js";
import { Options } from "./options.js";
import { Row } from "./row.js";
import { downloadSample } from "./sample.js";
import { tr } from "./texts.js";
import { announcementOf, SAYS } from "./words.js";

export class Zone {
  /**
   * @param {HTMLElement} root
   * @param {Shelf} shelf
   * @param {{ limit: string, accept: string }} data how large a file may be, in words, and what to offer
   */
  constructor(root, shelf, { limit, accept }) {
    this.shelf = shelf;
    this.options = new Options(shelf);
    this.actions = new Actions(shelf);
    /** @type {Map<number, Row>} */
    this.rows = new Map();
    /** @type {Map<number, State>} */
    this.said = new Map();
    this.ears = new AbortController();
    /** @type {Entry | null} */
    this.chosenFor = null;
    this.input = element("input", { type: "file", multiple: true, accept, tabindex: "-1" });
    this.input.onchange = () => this.chosen();
    this.input.setAttribute("aria-hidden", "true");
    this.list = element("ul", { class: "list", "aria-label": tr("Your files") });
    this.live = element("div", { class: "unseen", "aria-live": "polite" });
    this.target = this.makeTarget(limit);
    root.append(
      element("div", { class: "uploader" }, this.target, this.options.node, this.input, this.list, this.live),
    );
    this.listen();
    shelf.lookout.lookAgain();
  }

  /** @param {string} limit */
  makeTarget(limit) {
    const browse = element("button", {
      type: "button",
      class: "link",
      text: tr("browse"),
      onclick: () => this.choose(),
    });
    const download = element("button", {
      type: "button",
      class: "link",
      text: tr("sample file ↓"),
      onclick: downloadSample,
    });
    const attempt = element("button", { type: "button", class: "link", text: tr("try it with sample data") });
    attempt.onclick = () => this.shelf.addSample();
    const title = element("div", { class: "title" }, tr("Drop CSV, Excel or Parquet files here, or"), " ", browse);
    const needs = element("div", {
      class: "needs",
      text: tr("needs an email and a country column · a CSV may be zipped · up to {limit}", { limit }),
    });
    const sample = element("div", { class: "needs" }, download, " · ", attempt);
    const target = element(
      "section",
      { class: "target", "aria-label": tr("Upload files") },
      icon("upload"),
      title,
      needs,
      sample,
    );
    target.onclick = ({ target }) => {
      if (!(target instanceof Element && target.closest("button"))) this.choose();
    };
    return target;
  }

  listen() {
    const { signal } = this.ears;
    const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    let depth = 0;
    const over = (/** @type {boolean} */ isOver) => this.target.classList.toggle("over", isOver);
    window.addEventListener("dragenter", (event) => holdsFiles(event) && over((depth += 1) > 0), { signal });
    window.addEventListener("dragleave", (event) => holdsFiles(event) && over((depth -= 1) > 0), { signal });
    window.addEventListener("drop", (event) => holdsFiles(event) && over((depth = 0) > 0), { signal });
    window.addEventListener("drop", (event) => holdsFiles(event) && this.dropped(event.dataTransfer), { signal });
  }

  /** @param {Entry | null} entry */
  choose(entry = null) {
    this.chosenFor = entry;
    this.input.click();
  }

  chosen() {
    const files = [...this.input.files ?? []];
    this.input.value = ""; // so that the same file can be chosen again
    this.shelf.add(files, this.chosenFor);
    this.chosenFor = null;
  }

  /** @param {DataTransfer | null} transfer */
  dropped(transfer) {
    /** @type {File[]} */
    const files = [];
    for (const item of transfer?.items ?? []) {
      const file = item.getAsFile();
      const entry = item.webkitGetAsEntry?.();
      if (entry?.isDirectory) this.shelf.refuse(entry.name, SAYS.folder);
      else if (file) files.push(file);
    }
    this.shelf.add(files);
  }

  /**
   * The newest on top.
   * @param {Entry[]} entries
   */
  render(entries) {
    this.options.render();
    const keys = new Set(entries.map((entry) => entry.key));
    for (const [key, row] of this.rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.rows.delete(key);
      this.said.delete(key);
    }
    entries.toReversed().forEach((entry, at) => {
      const row = this.rows.get(entry.key) ?? new Row(entry, this.actions, this.shelf);
      this.rows.set(entry.key, row);
      row.update(entry);
      if (this.list.children[at] !== row.node) this.list.insertBefore(row.node, this.list.children[at] ?? null);
      this.announce(entry);
    });
    this.list.hidden = entries.length === 0;
  }

  /** @param {Entry} entry */
  reveal(entry) {
    this.rows.get(entry.key)?.node.scrollIntoView({ block: "nearest" });
  }

  /** @param {Entry} entry */
  announce(entry) {
    const before = this.said.get(entry.key);
    if (before === entry.state) return;
    this.said.set(entry.key, entry.state);
    const words = announcementOf(entry);
    if (words) setText(this.live, words);
  }

  remove() {
    this.ears.abort();
  }
}
