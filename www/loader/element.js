// The custom element, and its registration.

class VitalConditions extends HTMLElement {
  static get observedAttributes() {
    return ATTRIBUTES;
  }

  constructor() {
    super();
    const state = {};
    state.renew = () => {
      state.isReady = false;
      state.ready = new Promise((resolve, reject) => Object.assign(state, { resolve, reject }));
      // Whoever awaits it hears of a failure; a host page that doesn't is not troubled.
      state.ready.catch(() => {});
    };
    state.renew();
    states.set(this, state);
    this.addEventListener("vital-ready", (event) => {
      if (event.target !== this) return;
      state.isReady = true;
      state.resolve(event.detail);
      if (!state.drawn) mark("first-card", event.detail.topic);
      mark("interactive", event.detail.topic);
    });
    this.addEventListener("vital-error", (event) => {
      if (event.target !== this) return;
      if (state.isReady) return;
      state.reject(Object.assign(new Error(event.detail.message), event.detail));
      state.renew();
    });
  }

  connectedCallback() {
    // What was set before the element was known hides the properties of its class.
    for (const name of ATTRIBUTES.map(camel).concat("catalogData")) {
      if (Object.prototype.hasOwnProperty.call(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    schedule(this);
  }

  disconnectedCallback() {
    // Whoever moves it may put it back a few promises later.
    setTimeout(schedule, 10, this);
  }

  attributeChangedCallback() {
    schedule(this);
  }

  get current() {
    const { widget, drawn } = states.get(this);
    return (widget ? widget.current : drawn && drawn.dataset.topic) || null;
  }

  get ready() {
    return states.get(this).ready;
  }

  get catalogData() {
    return states.get(this).data;
  }

  set catalogData(data) {
    states.get(this).data = data;
    schedule(this);
  }

  navigate(id) {
    perform(states.get(this), "api", String(id));
  }

  back() {
    perform(states.get(this), "back", "");
  }

  forward() {
    perform(states.get(this), "forward", "");
  }

  reload() {
    const state = states.get(this);
    // The sheet and the modules have names that change with their content.
    forget(...Array.from(answers.keys()).filter((name) => /json$/.test(name)));
    if (state.widget) state.widget.reload();
    else if (state.isOver) begin(this, state);
    else state.ready.then(() => state.widget && state.widget.reload(), () => {});
  }
}

const define = () => {
  take(GIVEN);
  if (darkness) darkness.addEventListener("change", () => mounted.forEach(schedule));
  Object.assign(VitalConditions, { loader: identity, take });
  for (const name of ATTRIBUTES) {
    Object.defineProperty(VitalConditions.prototype, camel(name), {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  customElements.define(NAME, VitalConditions);
  // Whoever looks why nothing is shown has this in the page's address.
  if (/vital-debug/.test(location.search)) bring(DEBUG).catch(console.info);
};

const run = () => {
  // Engines that have this have all else that it takes.
  if (!("adoptedStyleSheets" in document)) return place();
  const registered = customElements.get(NAME);
  if (!registered) define();
  // A second tag of the same loader only adds its element, and what it brings along.
  else if (registered.loader === identity) registered.take(GIVEN);
  else console.info(NAME + ": " + (registered.loader || "another script") + " was here first; " + script.src + " is not used");
  place();
  upgradeLinks();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", upgradeLinks, { once: true });
};

if (script) run();
