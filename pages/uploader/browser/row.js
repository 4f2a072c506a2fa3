// One line of the list. Its elements are made once and changed in place: nothing flickers, focus stays.

/** @import { Actions } from "./actions.js" */
/** @import { Icon } from "./dom.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Button, Entry, IconButton, State } from "./types.d.ts" */

import { element, icon, makeBar, pageLink, setBar, setText } from "./dom.js";
import { FLYING, PENDING } from "./states.js";
import { tr } from "./texts.js";
import { linkOf, SAYS, sizeOf, statusOf } from "./words.js";

/** @type {Partial<Record<State, Icon>>} */
const ICONS = { ready: "done", unclear: "ask", failed: "alert", refused: "alert", expired: "alert" };

export class Row {
  /**
   * @param {Entry} entry
   * @param {Actions} actions
   * @param {Shelf} shelf
   */
  constructor(entry, actions, shelf) {
    this.actions = actions;
    this.shelf = shelf;
    /**
     * What is drawn now, so that only what is new is drawn again.
     * @type {Record<string, string>}
     */
    this.drawn = {};
    this.icon = element("span", { class: "state" });
    this.name = element("span", { class: "name" });
    this.status = element("span", { class: "status" });
    this.hint = element("span", { class: "hint" });
    this.link = element("span", { class: "report" });
    this.buttons = element("span", { class: "buttons" });
    this.bar = makeBar(entry.name);
    this.note = element("span", { class: "note" });
    this.remedies = element("span", { class: "remedies" });
    this.advice = element("div", { class: "advice" }, this.note, this.remedies);
    const figures = element("span", { class: "figures" }, this.status, this.hint, this.link);
    const head = element("div", { class: "head" }, this.icon, this.name, figures, this.buttons);
    this.node = element("li", { class: "row" }, head, this.bar, this.advice);
  }

  /** @param {Entry} entry */
  update(entry) {
    const { text, hint = "" } = statusOf(entry);
    const note = this.noteOf(entry);
    this.node.dataset.state = entry.state;
    this.node.classList.toggle("troubled", Boolean(entry.trouble));
    setText(this.name, entry.name);
    this.name.title = entry.name;
    setText(this.status, text);
    setText(this.hint, entry.trouble ? "" : hint);
    setText(this.note, note);
    this.updateBar(entry);
    this.redraw("icon", ICONS[entry.state] ?? "file", (name) => this.icon.replaceChildren(icon(name)));
    this.redraw("link", linkOf(entry), (text) => this.drawLink(entry, text));
    const buttons = this.actions.of(entry);
    this.redraw("buttons", buttons.map((button) => button.name).join(), () => this.drawButtons(entry, buttons));
    const remedies = this.actions.remediesOf(entry);
    this.redraw("remedies", remedies.map((remedy) => remedy.name).join(), () => this.drawRemedies(remedies));
    this.advice.hidden = !note && !remedies.length;
  }

  /** @param {Entry} entry */
  noteOf(entry) {
    if (entry.asking) return tr("Stop, and throw away the {size} that are there?", { size: sizeOf(entry.sent) });
    return tr(entry.trouble || entry.note || (entry.state === "unfinished" ? SAYS.unfinished : ""));
  }

  /** @param {Entry} entry */
  updateBar(entry) {
    const isMoving = FLYING.has(entry.state) || PENDING.has(entry.state) || entry.state === "unfinished";
    this.bar.hidden = !isMoving;
    if (!isMoving) return;
    if (["preparing", "verifying", "stopping"].includes(entry.state)) setBar(this.bar, undefined);
    else if (entry.state === "counting") setBar(this.bar, entry.rows ? entry.share : undefined);
    else setBar(this.bar, entry.state === "waiting" ? 0 : entry.sent / entry.size);
  }

  /**
   * @template {string} Value
   * @param {string} what
   * @param {Value} value
   * @param {(value: Value) => void} draw
   */
  redraw(what, value, draw) {
    if (this.drawn[what] === value) return;
    this.drawn[what] = value;
    draw(value);
  }

  /**
   * @param {Entry} entry
   * @param {string} text
   */
  drawLink({ jobId = "" }, text) {
    const go = () => this.shelf.calls.ask("open", { job_id: jobId }).catch(() => {});
    const link = () => pageLink(text, `report?job=${encodeURIComponent(jobId)}`, go);
    this.link.replaceChildren(...(text ? [link()] : []));
  }

  /**
   * @param {Entry} entry
   * @param {IconButton[]} buttons
   */
  drawButtons(entry, buttons) {
    const made = buttons.map(({ name, icon: picture, run }) => {
      const label = `${name}: ${entry.name}`;
      const attributes = { type: "button", class: "small", title: name, "aria-label": label, onclick: run };
      return element("button", attributes, icon(picture));
    });
    this.replace(this.buttons, made);
  }

  /** @param {Button[]} remedies */
  drawRemedies(remedies) {
    const made = remedies.map(({ name, run }) => element("button", { type: "button", text: name, onclick: run }));
    this.replace(this.remedies, made);
  }

  /**
   * Whoever works by keyboard stays where they are when buttons change under them.
   * @param {HTMLElement} holder
   * @param {HTMLElement[]} nodes
   */
  replace(holder, nodes) {
    const { activeElement } = /** @type {Document | ShadowRoot} */ (holder.getRootNode());
    const hadFocus = holder.contains(activeElement);
    holder.replaceChildren(...nodes);
    if (hadFocus) nodes[0]?.focus();
  }
}
