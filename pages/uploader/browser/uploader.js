// The component: shows the tab's one shelf, as the page with the drop zone or as a strip on the others.

// A file dropped beside the drop zone must not replace the page: that would end every upload.
function keepPage() {
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

function theShelf() {
  if (!window.audienceShelf) {
    window.audienceShelf = new Shelf();
    keepPage();
  }
  return window.audienceShelf;
}

export default function ({ data, parentElement }) {
  const shelf = theShelf();
  const kind = data.prominent ? Zone : Strip;
  if (data.asks && !shelf.wasAsked) shelf.options.ask_first = true;
  shelf.wasAsked = data.asks;
  const view = shelf.view;
  if (!(view instanceof kind && view.root === parentElement)) {
    view?.remove();
    view?.stage?.remove();
    const stage = element("div");
    parentElement.append(stage);
    shelf.view = Object.assign(new kind(stage, shelf, data), { root: parentElement, stage });
  }
  shelf.render();
  return () => {
    if (shelf.view?.root !== parentElement) return;
    shelf.view.remove();
    shelf.view = null;
  };
}
