// Importing this loads the widget: once a page in a browser, not at all on a server.
import "./index.js";
