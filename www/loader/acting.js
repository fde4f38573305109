// What the reader does, and what the host's page is told of it.

const emit = (host, name, detail, cancelable) =>
  host.dispatchEvent(new CustomEvent("vital-" + name, { bubbles: true, composed: true, cancelable, detail }));

const mark = (name, topic) => performance.mark("vital-" + name, { detail: { topic } });

/** What a click means stands in the markup, whoever has drawn it. */
const listen = (host, state, shadow) => {
  shadow.addEventListener("click", (event) => {
    const target = event.target.closest("a[href], [data-act]");
    // What the host's page has put into the element is its own.
    if (!target || event.defaultPrevented || target.getRootNode() !== shadow) return;
    const { act, entry, stop, from, cause: said } = target.dataset;
    // In a drawing an address is an object.
    const href = (target.href || 0).baseVal || target.href;
    if (act === "again") begin(host, state, true);
    else if (!act && !entry && !stop) {
      // The reader leaves for a page elsewhere.
      const detail = { id: from || host.current, url: href };
      if (!emit(host, "open", detail, true)) event.preventDefault();
    } else if (act || !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      const cause = act || said || (stop ? "trail" : target.closest(".related") ? "related" : target.closest(".card") ? "card" : "link");
      // A link whose step nobody can take any more is a link.
      if (perform(state, cause, entry || stop || "", href)) event.preventDefault();
    }
  });
  for (const type of ["pointerover", "focusin", "touchstart"]) shadow.addEventListener(type, () => wake(state), { passive: true });
};

/** The widget is wanted now, where it was to come when there is time. */
const wake = (state) => state.wake && state.wake();

/** Takes a step now or, where the widget is on its way, once it is there: the last one that was asked for. */
const perform = (state, cause, to, href) => {
  if (state.widget) state.widget.act(cause, to);
  else if (state.drawn && state.isOver) return false;
  else {
    state.kept = [cause, to, href];
    wake(state);
  }
  return true;
};

/** What was asked for until the widget came is done. */
const catchUp = (state) => {
  const { kept } = state;
  state.kept = null;
  if (kept) state.widget.act(kept[0], kept[1]);
};
