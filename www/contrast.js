// Mends colours that the host's page has chosen by --vital-* and that can't be read on each other: WCAG 2.2 wants a contrast of 4.5:1 for
// text (1.4.3) and of 3:1 for the ring round what has the focus (1.4.11). Loaded only where a page chooses colours.
//
// What can be read stays as it was chosen. Leaves out backgrounds that something shines through: what lies behind them isn't known.

/** The widget's own colours for text and for what is filled with text on it (src/components/tokens.css). */
const TEXTS = ["--ink-soft", "--hue-plain", "--hue-needs", "--hue-learning", "--hue-work", "--hue-housing", "--hue-transport", "--hue-nature", "--hue-belonging"];

/** Red, green and blue from 0 to 1, and how opaque it is. Mixed with itself, any colour is written in this way. */
const parsed = (probe, color) => {
  probe.style.color = `color-mix(in srgb, ${color}, ${color})`;
  const [red, green, blue, alpha = 1] = (getComputedStyle(probe).color.match(/[\d.e-]+/g) || []).map(Number);
  return { channels: [red, green, blue], alpha };
};

/** Relative luminance, as WCAG 2.2 defines it. */
const luminance = (channels) => {
  const [red, green, blue] = channels.map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const ratio = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** The colour or, where it can't be read on `surface`, the nearest on the way to black or white that can. */
const readable = (color, surface, least) => {
  const end = ratio([0, 0, 0], surface) > ratio([1, 1, 1], surface) ? 0 : 1;
  for (let part = 0; part <= 1; part += 0.05) {
    const mixed = color.map((channel) => channel * (1 - part) + end * part);
    if (ratio(mixed, surface) >= least) return mixed;
  }
  return [end, end, end];
};

const written = (channels) => `rgb(${channels.map((channel) => Math.round(channel * 255)).join(" ")})`;

/** The rules by which the widget can be read; none where nothing is known of what is behind it. */
const rules = (base) => {
  const probe = document.createElement("span");
  base.append(probe);
  const style = getComputedStyle(base);
  const surface = parsed(probe, style.backgroundColor);
  const chosen = parsed(probe, style.color).channels;
  const of = (color, least = 4.5) => written(readable(parsed(probe, color).channels, surface.channels, least));
  const texts = TEXTS.map((name) => `${name}: ${of(`var(${name})`)}`);
  const accent = of("var(--vital-link-color, var(--accent))");
  const focus = of("var(--vital-focus-color, var(--accent))", 3);
  probe.remove();
  if (!(surface.alpha === 1)) return "";
  const ink = written(readable(chosen, surface.channels, 4.5));
  const own = written(surface.channels);
  const values = [`--surface: ${own}`, `--surface-raised: ${own}`, `--ink: ${ink}`, `--accent: ${accent}`, `--vital-focus-color: ${focus}`, ...texts];
  return `.vital { color: ${ink}; ${values.join("; ")} } .vital a { color: ${accent} } .vital .card a { color: inherit }`;
};

/** Sees to it that `host` can be read, now and when the reader changes between light and dark, until `signal` ends it. */
export const mend = (host, signal) => {
  const shadow = host.shadowRoot;
  const sheet = new CSSStyleSheet();
  const look = () => {
    const others = shadow.adoptedStyleSheets.filter((one) => one !== sheet);
    shadow.adoptedStyleSheets = others;
    const base = shadow.querySelector(".vital:not(.beside)");
    sheet.replaceSync(base ? rules(base) : "");
    shadow.adoptedStyleSheets = [...others, sheet];
  };
  look();
  // What has changed is drawn first.
  const later = () => setTimeout(look, 50);
  const changes = new MutationObserver(later);
  changes.observe(host, { attributes: true, attributeFilter: ["theme", "style", "class"] });
  signal.addEventListener("abort", () => changes.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
};

// As the glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { mend } });
