// The block in the editor: a topic is chosen from the publisher's index, and shown by the widget itself. What is saved is a plain link, by
// which the server makes what readers get (includes/block.php). It is written as browsers run it, so that nothing has to be built.

"use strict";

(({ blocks, blockEditor, components, element, i18n }, { host, partner: sitePartner, settings, ask, autonym, ledTo, pageOf }) => {
  const { createElement: el, useEffect, useMemo, useRef, useState } = element;
  const { __, sprintf } = i18n;

  const useCatalog = () => {
    const [state, setState] = useState({});
    const [tries, setTries] = useState(0);
    useEffect(() => {
      if (!host) return undefined;
      let isGone = false;
      const set = (next) => isGone || setState(next);
      set({});
      ask().then((catalog) => set({ catalog }), (error) => set({ fault: error.message }));
      return () => {
        isGone = true;
      };
    }, [tries]);
    return { ...state, again: () => setTries(tries + 1) };
  };

  /** So many topics are offered at once. More of them a search brings up. */
  const MOST = 100;

  const icon = el(
    "svg",
    { viewBox: "0 0 24 24", width: 24, height: 24, xmlns: "http://www.w3.org/2000/svg", "aria-hidden": true, focusable: false },
    [[12, 12], [12, 4.5], [18.5, 8.25], [18.5, 15.75], [12, 19.5], [5.5, 15.75], [5.5, 8.25]].map(([cx, cy]) =>
      el("circle", { key: `${cx} ${cy}`, cx, cy, r: 2.5 }),
    ),
  );

  const modern = { __nextHasNoMarginBottom: true, __next40pxDefaultSize: true };

  const Picker = ({ options, value, onChange }) => {
    const [search, setSearch] = useState("");
    const offered = useMemo(() => {
      const words = search.toLowerCase();
      const fits = options.filter(({ label }) => label.toLowerCase().includes(words)).slice(0, MOST);
      const own = options.find((option) => option.value === value);
      return own && !fits.includes(own) ? [...fits, own] : fits;
    }, [options, search, value]);
    const help =
      options.length > MOST
        ? /* translators: %d: a number of topics. */
          sprintf(__("Write a part of the title. There are %d topics.", "vital-conditions"), options.length)
        : __("Write a part of the title, and choose with the arrow keys.", "vital-conditions");
    const picker = { ...modern, label: __("Topic", "vital-conditions"), help, options: offered, value, allowReset: false };
    const control = el(components.ComboboxControl, { ...picker, onChange, onFilterValueChange: setSearch });
    // As wide whatever is offered.
    return el("div", { style: { width: "100%" } }, el("div", { style: { maxWidth: "32em" } }, control));
  };

  const choice = (label, value, options, onChange, help) =>
    el(components.SelectControl, { ...modern, label, value, onChange, help, options: options.map(([value, label]) => ({ value, label })) });

  const Controls = ({ attributes, setAttributes, langs, relabel }) => {
    const { lang, layout, theme, headingLevel, loading, images, search, partner } = attributes;
    const set = (name) => (value) => setAttributes({ [name]: value });
    const tongues = langs.includes(lang) || !lang ? langs : [...langs, lang];
    return el(
      blockEditor.InspectorControls,
      null,
      el(
        components.PanelBody,
        { title: __("Display", "vital-conditions") },
        choice(
          __("Layout", "vital-conditions"),
          layout,
          [
            ["page", __("The whole topic", "vital-conditions")],
            ["cards", __("Title and cards only", "vital-conditions")],
            ["compact", __("One column, for narrow places", "vital-conditions")],
          ],
          set("layout"),
        ),
        choice(
          __("Theme", "vital-conditions"),
          theme,
          [
            ["auto", __("As the page", "vital-conditions")],
            ["light", __("Light", "vital-conditions")],
            ["dark", __("Dark", "vital-conditions")],
          ],
          set("theme"),
        ),
        choice(
          __("Language", "vital-conditions"),
          lang,
          [["", __("As the page", "vital-conditions")], ...tongues.map((tongue) => [tongue, autonym(tongue)])],
          (lang) => setAttributes({ lang, ...relabel(attributes.topic, lang) }),
        ),
        choice(
          __("Level of the title", "vital-conditions"),
          String(headingLevel),
          ["1", "2", "3", "4", "5"].map((level) => [level, level]),
          (level) => setAttributes({ headingLevel: Number(level) }),
          __("Headings below it follow.", "vital-conditions"),
        ),
        choice(
          __("Search field", "vital-conditions"),
          search,
          [
            ["false", __("None", "vital-conditions")],
            ["true", __("Above the topic", "vital-conditions")],
          ],
          set("search"),
        ),
      ),
      el(
        components.PanelBody,
        { title: __("Loading and counting", "vital-conditions"), initialOpen: false },
        choice(
          __("Loading", "vital-conditions"),
          loading,
          [
            ["lazy", __("When it is nearly seen", "vital-conditions")],
            ["eager", __("At once", "vital-conditions")],
          ],
          set("loading"),
        ),
        choice(
          __("Pictures", "vital-conditions"),
          images,
          [
            ["own", __("The publisher's own", "vital-conditions")],
            ["any", __("From anywhere", "vital-conditions")],
          ],
          set("images"),
        ),
        el(components.TextControl, {
          ...modern,
          label: __("Partner", "vital-conditions"),
          help: __("What counts are sent under, where the settings name an address for them.", "vital-conditions"),
          placeholder: sitePartner,
          value: partner,
          onChange: set("partner"),
        }),
      ),
    );
  };

  /** The widget, to be looked at: nothing in it is clicked or focused, so nothing leads out of the editor. */
  const Preview = ({ attributes: { topic, title, href, lang, layout, theme, headingLevel, images, search } }) => {
    const shown = { topic, layout, theme, images, search, "heading-level": String(headingLevel), loading: "eager" };
    const name = title || topic;
    return el(
      "div",
      null,
      /* translators: %s: the title of a topic. */
      el(components.VisuallyHidden, null, sprintf(__("Preview: %s", "vital-conditions"), name)),
      el(
        "div",
        { ref: (node) => node && node.toggleAttribute("inert", true), style: { pointerEvents: "none" } },
        el("vital-conditions", lang ? { ...shown, lang } : shown, el("a", { href }, name)),
      ),
    );
  };

  const Frame = ({ children, instructions }) =>
    el(components.Placeholder, { icon, label: __("Vital Conditions topic", "vital-conditions"), instructions }, children);

  const Unset = () =>
    el(
      Frame,
      { instructions: __("It isn't known yet where the widget is published.", "vital-conditions") },
      settings
        ? el(components.Button, { variant: "primary", href: settings, target: "_blank" }, __("Name the publisher", "vital-conditions"))
        : el("p", null, __("Ask the administrator of this site to name the publisher in the settings.", "vital-conditions")),
    );

  const Fault = ({ fault, again }) =>
    el(
      "div",
      { style: { width: "100%", marginBottom: "1em" } },
      el(
        components.Notice,
        { status: "error", isDismissible: false },
        /* translators: 1: an address, 2: the reason. */
        sprintf(__("The topics could not be fetched from %1$s: %2$s", "vital-conditions"), host, fault),
      ),
      el(components.Button, { variant: "secondary", onClick: again, style: { marginTop: "0.5em" } }, __("Try again", "vital-conditions")),
    );

  const Edit = ({ attributes, setAttributes }) => {
    const { topic, title, href, lang } = attributes;
    const { catalog, fault, again } = useCatalog();
    const [isChoosing, setChoosing] = useState(false);
    const wrapper = useRef();
    const langs = catalog ? catalog.langs : [];

    /** Title and link of a topic, if it is known. */
    const relabel = (name, lang) => {
      const entry = catalog && catalog.names.get(name);
      if (!entry) return {};
      return { title: entry.title, href: pageOf(entry.id, langs, lang) };
    };
    // A pasted link doesn't say what it leads to.
    useEffect(() => {
      if (topic && (!title || title === href)) setAttributes(relabel(topic, lang));
    }, [catalog, topic, title]);
    useEffect(() => {
      const input = isChoosing && wrapper.current.querySelector("input");
      if (input) input.focus();
    }, [isChoosing, catalog]);
    // What had the focus goes away.
    const endChoosing = () => {
      setChoosing(false);
      wrapper.current.focus();
    };
    const choose = (chosen) => {
      if (!chosen) return;
      setAttributes({ topic: chosen, ...relabel(chosen, lang) });
      endChoosing();
    };

    const notice = fault && el(Fault, { key: "fault", fault, again });
    const picker = () =>
      el(
        Frame,
        { instructions: __("Choose the topic that readers begin with.", "vital-conditions") },
        catalog ? el(Picker, { options: catalog.options, value: topic, onChange: choose }) : notice || el(components.Spinner),
        topic && el(components.Button, { variant: "secondary", onClick: endChoosing }, __("Cancel", "vital-conditions")),
      );
    const content = () => {
      if (!host) return el(Unset);
      return topic && !isChoosing ? [notice, el(Preview, { key: "preview", attributes })] : picker();
    };
    return el(
      "div",
      blockEditor.useBlockProps({ ref: wrapper }),
      host && el(Controls, { attributes, setAttributes, langs, relabel }),
      host &&
        topic &&
        el(
          blockEditor.BlockControls,
          { group: "other" },
          el(components.ToolbarButton, { onClick: () => setChoosing(true) }, __("Choose another topic", "vital-conditions")),
        ),
      content(),
    );
  };

  /** A link, which stays readable when the plugin is gone. */
  const save = ({ attributes: { topic, title, href } }) =>
    topic ? el("p", blockEditor.useBlockProps.save(), el("a", { href }, title || href)) : null;

  blocks.registerBlockType("vital-conditions/topic", {
    icon,
    edit: Edit,
    save,
    transforms: {
      from: [
        {
          type: "raw",
          // Before WordPress's own block for embeds, which takes every address.
          priority: 5,
          isMatch: (node) => node.nodeName === "P" && !!ledTo(node.textContent),
          transform: (node) => blocks.createBlock("vital-conditions/topic", ledTo(node.textContent)),
        },
      ],
    },
  });
})(window.wp, window.vitalConditions);
