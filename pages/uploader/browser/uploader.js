// The component: shows the tab's one shelf, as the page with the drop zone or as a strip on the others.

/** @import { Mounted, Shown } from "./types.d.ts" */

import { element } from "./dom.js";
import { Interruption } from "./interruption.js";
import { Shelf } from "./shelf.js";
import { Strip } from "./strip.js";
import { speak, spoken } from "./texts.js";
import { Zone } from "./zone.js";

// A file dropped beside the drop zone must not replace the page: that would end every upload.
function keepPage() {
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

function theShelf() {
  if (!window.audienceShelf) {
    window.audienceShelf = new Shelf();
    window.audienceInterruption = new Interruption(window.audienceShelf);
    keepPage();
    skipContent();
  }
  return window.audienceShelf;
}

// Focus may be sent to the page's content, but Tab need not stop at all of it. Streamlit makes it anew at times.
function skipContent() {
  const skip = () => {
    const content = document.querySelector("[data-testid=stMain]");
    if (content instanceof HTMLElement) content.tabIndex = -1;
  };
  window.addEventListener("keydown", skip, true);
}

/** @param {Mounted<Shown>} component */
export default function ({ data, parentElement }) {
  const shelf = theShelf();
  const isOtherLanguage = data.language !== spoken();
  if (isOtherLanguage) speak(data.language, data.texts);
  const kind = data.prominent ? Zone : Strip;
  if (data.asks && !shelf.wasAsked) shelf.options.ask_first = true;
  shelf.wasAsked = data.asks;
  if (isOtherLanguage || !(shelf.view instanceof kind && shelf.stage?.parentNode === parentElement)) {
    shelf.view?.remove();
    shelf.stage?.remove();
    shelf.stage = element("div");
    parentElement.append(shelf.stage);
    shelf.view = new kind(shelf.stage, shelf, data);
  }
  const notice = window.audienceInterruption?.node;
  if (notice && notice.parentNode !== parentElement) parentElement.append(notice);
  shelf.render();
  const showing = shelf.showing = Symbol();
  // Calls may overlap, and then Streamlit ends each but the last.
  return () => {
    if (shelf.showing !== showing) return;
    shelf.view?.remove();
    shelf.view = null;
  };
}
