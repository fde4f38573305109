// Reading by fragments: related topics open inline before the wasm is there, and where a policy, an old engine or a failed download keeps
// it away. The build puts this behind the glue, in one module with it and with mount.js.
//
// Deliberately small. It has the trail, the focus and what screen readers are told; whatever else is asked of it waits for the wasm.

/** So many stops of the trail are kept, as the widget keeps them. */
const STOPS = 24;

/** What the markup of a topic depends on: the rest of the attributes is the stylesheet's business. */
const drawnBy = ({ theme, layout, metrics, partner, topic, search, ...rest }) => JSON.stringify([layout === "cards", rest]);

class Reader {
  /** `read` are the attributes that the topic on the page was drawn by, `first` is its fragment, and `tools` are the loader's. */
  constructor(host, state, read, first, tools) {
    this.status = tools.grown(["div", { class: "announcement", role: "status" }], read);
    Object.assign(this, { host, state, read, tools, drawn: state.drawn, stops: [{ fragment: first }], at: 0 });
    this.drawn.before(this.status);
    /** Whether no wasm comes any more. */
    this.isAlone = false;
    /** Asks for the wasm. */
    this.need = () => {};
  }

  get here() {
    return this.stops[this.at].fragment;
  }

  get current() {
    return this.here.topic;
  }

  /** Leaves out the stops behind and ahead whose files can't be had: `hasFile` says which can. */
  keep(hasFile) {
    const { stops, at } = this;
    const isKept = (_, stop) => stop === at || hasFile[stop];
    this.at = stops.slice(0, at).filter(isKept).length;
    this.stops = stops.filter(isKept);
  }

  /** The way to here, for whoever takes over: each stop's id and file, and how far the page was scrolled when the reader left it. */
  get way() {
    return this.stops.map(({ fragment, top }) => [fragment.topic, fragment.file, Math.round(top || 0)].join(" ")).join(" ");
  }

  act(cause, to) {
    // What the search has found.
    if (cause === "say") return (this.status.textContent = to);
    const known = this.stops.findIndex(({ fragment }) => fragment.topic === to);
    const stop = { back: this.at - 1, forward: this.at + 1, trail: +to, history: known < 0 ? undefined : known }[cause];
    if (stop === undefined) this.step(cause, to);
    else if (this.stops[stop] && this.may(cause, this.stops[stop].fragment.topic)) this.go(stop, cause);
  }

  async step(cause, to) {
    // Whoever takes over meanwhile takes this over too.
    this.state.kept = [cause, to];
    const latest = (this.latest = {});
    const found = await this.tools.fragment(this.read, to);
    // Something else may have been asked for meanwhile.
    if (latest !== this.latest || !this.status.isConnected) return;
    if (found || this.isAlone) this.state.kept = null;
    if (!found) {
      // Where no wasm comes, the entry's own page is the way on.
      if (this.isAlone) location.assign(this.page(to));
      this.need();
    } else if (found.topic !== this.current && this.may(cause, found.topic)) {
      this.stops[this.at].top = scrollY;
      const stops = [...this.stops.slice(0, this.at + 1), { fragment: found }].slice(-STOPS);
      const from = this.current;
      Object.assign(this, { stops, at: stops.length - 1 });
      this.show(from, cause);
    }
  }

  go(stop, cause) {
    const from = this.current;
    this.stops[this.at].top = scrollY;
    this.at = stop;
    this.latest = this.state.kept = null;
    this.show(from, cause);
  }

  /** Whether the host's page lets the reader go. It is not asked where the widget's other events are not to be had either. */
  may(cause, to) {
    return this.isAlone || this.tools.emit(this.host, "navigate", { from: this.current, to, cause }, !/^(attribute|history)$/.test(cause));
  }

  page(id) {
    return this.tools.at("topics/" + this.read.folder + encodeURIComponent(id) + ".html");
  }

  show(from, cause) {
    const { here, host, tools } = this;
    // What the host's page changed is no reason to take the focus from elsewhere on it.
    this.draw(cause !== "attribute");
    this.status.textContent = here.said[2];
    tools.emit(host, "navigated", { from, to: here.topic, title: here.title, cause });
  }

  /** The focus goes to the title where it `moves`, or was in what goes. */
  draw(moves) {
    const { at, drawn, here, host, read, stops, tools } = this;
    const { top } = stops[at];
    const next = tools.topic(here, read);
    // The trail is read the way of the catalog's language, and the topic brings its own.
    next.firstElementChild.dir = here.dir || "ltr";
    tools.dress(next.firstElementChild, tools.attributesOf(host));
    if (stops[1]) next.firstElementChild.prepend(tools.grown(this.trail(), read));
    const isWithin = drawn.contains(host.shadowRoot.activeElement);
    drawn.replaceWith(next);
    this.drawn = next;
    if (!moves && !isWithin) return;
    tools.focus(next);
    if (top === undefined) next.querySelector("#vital-title").scrollIntoView({ block: "nearest", behavior: "instant" });
    else scrollTo({ top, behavior: "instant" });
  }

  /** As the widget draws it. */
  trail() {
    const { at, here, stops } = this;
    const button = (act, text) => ["button", { type: "button", part: "button", "data-act": act, class: act }, text];
    const past = stops
      .slice(0, at)
      .map(({ fragment }, stop) => ["li", {}, ["a", { href: this.page(fragment.topic), "data-stop": "" + stop }, fragment.title]]);
    const nav = ["nav", { class: "trail", part: "trail", "aria-label": here.said[0] }];
    if (at) nav.push(button("back", stops[at - 1].fragment.said[1]));
    nav.push(["ol", { role: "list" }, ...past, ["li", { "aria-current": "page" }, here.title]]);
    if (stops[at + 1]) nav.push(button("forward", stops[at + 1].fragment.said[3]));
    return nav;
  }

  /** Attributes have changed. What can't be had without the wasm waits for it. */
  async update(read) {
    const change = (this.change = {});
    const before = this.read;
    this.state.look();
    this.tools.dress(this.drawn.firstElementChild, read);
    // Of another catalog there are no fragments.
    if (!read.index) return this.need();
    // Where the reader is already they stay, with the way that they came.
    const isMoved = read.topic !== before.topic && read.topic !== this.current;
    if (!isMoved && read.folder === before.folder) {
      this.read = read;
      return drawnBy(read) === drawnBy(before) || this.draw();
    }
    const found = await this.tools.fragment(read, read.topic);
    if (change !== this.change || !this.status.isConnected) return;
    if (!found) return this.need();
    const from = this.current;
    // What was asked for before is asked for no more.
    this.latest = this.state.kept = null;
    this.read = read;
    const isShown = isMoved && found.topic === from && !this.stops[1];
    if (isMoved && !isShown) this.may("attribute", found.topic);
    Object.assign(this, { stops: [{ fragment: found }], at: 0 });
    if (isMoved && !isShown) this.show(from, "attribute");
    else this.draw();
  }

  reload() {
    this.isOld = true;
    this.need();
  }

  /** The fragment of a topic that the reader will perhaps go to. */
  prefetch(id) {
    this.tools.fragment(this.read, id);
  }

  /** The widget takes over what is drawn. */
  rest() {
    this.latest = this.change = null;
    this.status.remove();
  }

  destroy() {
    this.rest();
    this.drawn.remove();
    // Nothing waits for it any more.
    this.need();
  }
}
