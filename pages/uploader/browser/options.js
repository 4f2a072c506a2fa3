// What the analyst wants for the files dropped from now on. Kept on the shelf, for as long as the tab.

/** @import { Shelf } from "./shelf.js" */
/** @import { CountOptions } from "./types.d.ts" */

import { element, setText } from "./dom.js";
import { say, tr } from "./texts.js";

/** @type {Record<keyof CountOptions, { label: string, short: string }>} */
const OPTIONS = {
  ask_first: { label: say("Show me how the file is read before counting"), short: say("shown before counting") },
  fold_gmail: {
    label: say("Count Gmail addresses as Google does (ignore dots and +tags)"),
    short: say("Gmail as Google does"),
  },
};

const NAMES = /** @type {(keyof CountOptions)[]} */ (Object.keys(OPTIONS));

export class Options {
  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.shelf = shelf;
    this.summary = element("summary");
    this.boxes = NAMES.map((name) => this.makeBox(name));
    this.node = element("details", { class: "options" }, this.summary, ...this.boxes.map(({ node }) => node));
    this.render();
  }

  /** @param {keyof CountOptions} name */
  makeBox(name) {
    const input = element("input", { type: "checkbox" });
    input.onchange = () => {
      this.shelf.options[name] = input.checked;
      this.render();
    };
    return { name, input, node: element("label", {}, input, tr(OPTIONS[name].label)) };
  }

  render() {
    for (const { name, input } of this.boxes) input.checked = this.shelf.options[name];
    const chosen = NAMES.filter((name) => this.shelf.options[name]).map((name) => tr(OPTIONS[name].short));
    setText(this.summary, [tr("Options"), chosen.join(", ")].filter(Boolean).join(": "));
  }
}
