// One page in a frame, under one fault: what is to be seen of it and when, what the host's page is told, and whether it recovers.
(() => {
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const frames = new Map();
  const widget = (frame) => frame.contentDocument.querySelector("vital-conditions");

  const state = (frame) => {
    const element = frame.contentDocument && widget(frame);
    if (!element) return "";
    const root = element.shadowRoot;
    // What stands inside the element is seen as long as there is nothing else.
    if (!root) return element.querySelector("a").checkVisibility() ? "fallback" : "";
    if (root.querySelector("[role=alert]")) return root.querySelector("article") ? "topic and alert" : "alert";
    return root.querySelector("article") ? "topic" : "";
  };

  const until = async (time, isThere) => {
    const end = performance.now() + time;
    while (performance.now() < end) {
      if (isThere()) return true;
      await pause(30);
    }
    return false;
  };

  const heard = (frame) => frame.contentWindow.__heard;
  const errors = (frame) => heard(frame).events.filter(({ name }) => name === "vital-error").map(({ detail }) => detail.kind);
  const hasWasm = (frame) => !!(widget(frame).shadowRoot && widget(frame).shadowRoot.querySelector(".vital > [role=status]"));

  /** Shows a page, waits until nothing more is to be expected of it, and says what came of it. */
  window.__show = async (url, patience) => {
    const frame = document.createElement("iframe");
    frame.style = "width: 600px; height: 300px";
    frame.src = url;
    document.body.append(frame);
    frames.set(url, frame);
    await until(10000, () => frame.contentDocument && frame.contentWindow.__heard && widget(frame));
    const began = performance.now();
    // What there is to see in the end, and since when.
    const seen = { last: "", after: 0 };
    const look = () => {
      const last = state(frame);
      if (last !== seen.last) Object.assign(seen, { last, after: Math.round(performance.now() - began) });
      return last;
    };
    // Until its wasm runs, or something is told.
    await until(patience, () => look() && (errors(frame).length || hasWasm(frame)));
    await until(700, () => !look());
    const button = frame.contentDocument.querySelector("#own");
    button.click();
    return {
      ...seen,
      errors: errors(frame),
      wasm: hasWasm(frame),
      works: button.dataset.clicks === "1",
      troubles: heard(frame).troubles.filter(({ kind }) => /^(error|rejection|console.error)$/.test(kind)).map(({ text }) => text.slice(0, 200)),
    };
  };

  /** Does what a reader or the host's page would do to have it back, and says what that was; nothing where it doesn't come. */
  window.__recover = async (url, loader) => {
    const frame = frames.get(url);
    const element = widget(frame);
    const steps = async () => {
      // To another topic, and back.
      const to = element.current === "hate" ? "racism" : "hate";
      element.navigate(to);
      return until(12000, () => element.current === to && element.shadowRoot.querySelector("article"));
    };
    let how = "the next step";
    if (!element.shadowRoot && !frame.contentWindow.customElements.get("vital-conditions")) {
      how = "the tag again";
      const script = frame.contentDocument.createElement("script");
      Object.assign(script, { src: loader, crossOrigin: "" });
      frame.contentDocument.body.append(script);
      await until(12000, () => state(frame) === "topic");
    } else if (state(frame).includes("alert")) {
      how = "Try again";
      element.shadowRoot.querySelector("[role=alert] button").click();
      await until(12000, () => state(frame) === "topic");
    }
    let isThere = state(frame) === "topic" && (await steps());
    if (!isThere && how === "the next step") {
      how = "reload()";
      element.reload();
      await until(12000, () => hasWasm(frame));
      isThere = await steps();
    }
    frame.remove();
    frames.delete(url);
    return isThere ? how : null;
  };
})();
