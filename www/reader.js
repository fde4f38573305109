// Reading without wasm: where a policy, an old engine or a failed download keeps the widget away, related topics go on working by
// their fragments. The build puts this behind the glue, in one module with it and with mount.js.
//
// Deliberately small. It has the way back, the focus and what screen readers are told; what else the widget has is left out.

class Reader {
  /** `drawn` is the topic on the page, `first` its fragment, and `tools` are the loader's. */
  constructor(host, drawn, read, first, tools) {
    this.status = tools.grown(["div", { class: "announcement", role: "status" }], read);
    Object.assign(this, { host, drawn, read, tools, here: first, past: [] });
    drawn.before(this.status);
    tools.emit(host, "ready", { topic: first.topic, title: first.title });
  }

  get current() {
    return this.here.topic;
  }

  /** A step that can't be taken here leads to the entry's own page. */
  async act(cause, to) {
    const { past, read, tools } = this;
    if (cause === "back") {
      const back = past.pop();
      if (back) this.show(back.fragment, cause, back.top);
    } else if (to && to !== this.here.topic) {
      const step = (this.step = {});
      const found = await tools.fragment(read, to);
      if (this.step !== step || !this.status.isConnected) return;
      if (!found) return location.assign(tools.at("topics/" + read.folder + encodeURIComponent(to) + ".html"));
      past.push({ fragment: this.here, top: scrollY });
      this.show(found, cause);
    }
  }

  show(fragment, cause, top) {
    const { drawn, host, here, past, read, tools } = this;
    const next = tools.topic(fragment, read);
    const last = past[past.length - 1];
    if (last) {
      const button = ["button", { type: "button", part: "button", class: "back", "data-act": "back" }, last.fragment.said[1]];
      next.firstChild.prepend(tools.grown(["nav", { class: "trail", part: "trail", "aria-label": fragment.said[0] }, button], read));
    }
    drawn.replaceWith(next);
    Object.assign(this, { drawn: next, here: fragment });
    this.status.textContent = fragment.said[2];
    tools.focus(next);
    if (top === undefined) next.querySelector("#vital-title").scrollIntoView({ block: "nearest", behavior: "instant" });
    else scrollTo({ top, behavior: "instant" });
    tools.emit(host, "navigated", { from: here.topic, to: fragment.topic, title: fragment.title, cause });
  }

  update(read) {
    const before = this.read;
    this.read = read;
    if (read.topic === before.topic) {
      this.tools.dress(this.drawn.firstElementChild, read);
      return;
    }
    this.past = [];
    this.tools.fragment(read, read.topic).then((found) => found && this.read === read && this.show(found, "attribute"));
  }

  reload() {}

  prefetch() {}

  destroy() {
    this.status.remove();
    this.drawn.remove();
  }
}
