// What the places where a topic can be pasted let through, and what to do in each.

export const FORMS = {
  A: ["One tag", "The topic appears where the tag stands."],
  B: ["A tag and an element", "The tag once, anywhere on the page; an element wherever a topic is wanted."],
  C: ["The topic itself", "Readable without any script, and at once. A copy: paste it again when the topic has changed."],
  D: ["A plain link", "For editors that strip scripts. The link becomes the topic; the tag stands elsewhere, once."],
};

/** What to do with the pieces of a form. */
export const STEPS = {
  A: ["Paste the tag where the topic is to appear."],
  B: ["Paste the tag once, anywhere on the page.", "Paste the element where the topic is to appear."],
  C: ["Paste all of it where the topic is to appear."],
  D: ["Paste the link where the topic is to appear.", "Have the tag put once into the site's template. Your administrator can do that."],
};

/** What a pinned tag means for whoever pastes it. */
export const PINNED = "The tag runs today's code for as long as it stands. Texts and pictures go on being updated. For newer code, come back and paste anew.";
export const FROZEN = "The tag runs the code and shows the texts of this folder, for as long as it stands. For newer ones, ask the publisher for the address of another.";

const TAKEN_APART = "This editor changes what form C is made of, a template with styles in it. Choose another form.";
const IN_CODE = "In an app your code puts the element on the page. What form C is made of, and what forms A and D look for, has to come with the page's own HTML. Choose form B.";

/** What a page is made with: the form that is best there, why others can't work there, what comes first and what last. */
export const PLACES = {
  html: { name: "HTML that I can edit", best: "A", first: "Open the page's HTML, and find the place inside <body>.", last: "Save, and look at the page." },
  "wordpress-admin": {
    name: "WordPress, and it lets me paste scripts",
    best: "A",
    never: { C: TAKEN_APART },
    first: "Add a block of the type Custom HTML.",
    last: "Update the page and look at it. If what you pasted is gone, WordPress strips scripts: choose that above.",
  },
  wordpress: {
    name: "WordPress, and it strips scripts",
    best: "D",
    never: {
      A: "WordPress takes script tags out of what you save, and nothing of form A is left. Choose form D.",
      B: "WordPress takes script tags and unknown elements out of what you save: of form B the link is left. Choose form D.",
      C: "WordPress takes the template of form C apart and shows its styles as text. Choose form D.",
    },
    first: "Add a block of the type Custom HTML.",
    last: "Update the page and look at it.",
  },
  drupal: {
    name: "Drupal",
    best: "D",
    never: {
      A: "Drupal's text formats take script tags out of what you save. Choose form D.",
      B: "Drupal's text formats take script tags and unknown elements out of what you save. Choose form D.",
      C: TAKEN_APART,
    },
    first: "Switch the editor to its source.",
    last: "If the link stays a link, the text format strips its attributes: have <a href class data-*> allowed in it.",
  },
  squarespace: {
    name: "Squarespace",
    best: "A",
    never: { C: TAKEN_APART },
    first: "Add a Code block of the type HTML to the page.",
    last: "Save, and open the page itself: the editor's preview doesn't run scripts.",
  },
  wix: {
    name: "Wix",
    best: "A",
    never: { B: "Wix shows what you embed in a frame of its own, where a tag elsewhere on the page isn't seen. Choose form A.", C: TAKEN_APART },
    first: "Add the element Embed HTML, and choose Code.",
    last: "Make the element as tall as the topic, and choose the language here: Wix shows it in a frame of its own.",
  },
  react: {
    name: "React",
    best: "B",
    never: { A: IN_CODE, C: IN_CODE, D: IN_CODE },
    first: "Open the HTML page that your app is in, for the tag, and a component, for the element.",
    last: "React knows the element as it knows any other; no package is needed.",
  },
  vue: {
    name: "Vue",
    best: "B",
    never: { A: IN_CODE, C: IN_CODE, D: IN_CODE },
    first: "Open the HTML page that your app is in, for the tag, and a component's template, for the element.",
    last: "v-pre tells Vue to leave the element as it is. Where you bind its attributes, drop it and name the element in isCustomElement.",
  },
};
