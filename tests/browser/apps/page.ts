// What a page is that loads the widget itself, when the test says so.
import { load } from "vital-conditions";

Object.assign(window, { load });
