// What the analyst wants for the files dropped from now on. Kept on the shelf, for as long as the tab.

const OPTIONS = {
  ask_first: { label: "Show me how the file is read before counting", short: "shown before counting" },
  fold_gmail: { label: "Count Gmail addresses as Google does (ignore dots and +tags)", short: "Gmail as Google does" },
};

class Options {
  constructor(shelf) {
    this.shelf = shelf;
    this.summary = element("summary");
    this.boxes = Object.entries(OPTIONS).map(([name, { label }]) => this.makeBox(name, label));
    this.node = element("details", { class: "options" }, this.summary, ...this.boxes.map(({ node }) => node));
    this.render();
  }

  makeBox(name, label) {
    const input = element("input", { type: "checkbox" });
    input.onchange = () => {
      this.shelf.options[name] = input.checked;
      this.render();
    };
    return { name, input, node: element("label", {}, input, label) };
  }

  render() {
    for (const { name, input } of this.boxes) input.checked = this.shelf.options[name];
    const chosen = Object.entries(OPTIONS).filter(([name]) => this.shelf.options[name]);
    setText(this.summary, ["Options", chosen.map(([, { short }]) => short).join(", ")].filter(Boolean).join(": "));
  }
}
