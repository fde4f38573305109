// Loads the widget by being imported: once a page in a browser, not at all on a server.
import { load } from "./index.js";

// What fails is seen where the elements stand: they show what is inside them.
load();
